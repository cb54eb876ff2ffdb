#pragma once

/// Elementary functions with the same bits on every x86-64 processor.
///
/// glibc picks other code for log, exp and sin by processor (FMA or not), so whatever decides a simulated figure goes
/// through here instead: CERN's VDT, compiled without contraction. Accurate to a few units in the last place.
namespace kredsim::pinned {

double exp(double x);
double log(double x);
double sin(double x);
double cos(double x);
double asin(double x);
double atan2(double y, double x);

}  // namespace kredsim::pinned
