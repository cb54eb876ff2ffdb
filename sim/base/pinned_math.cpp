#include "sim/base/pinned_math.hpp"

#include <vdt/asin.h>
#include <vdt/atan2.h>
#include <vdt/cos.h>
#include <vdt/exp.h>
#include <vdt/log.h>
#include <vdt/sin.h>

namespace kredsim::pinned {

double exp(double x) { return vdt::fast_exp(x); }
double log(double x) { return vdt::fast_log(x); }
double sin(double x) { return vdt::fast_sin(x); }
double cos(double x) { return vdt::fast_cos(x); }
double asin(double x) { return vdt::fast_asin(x); }
double atan2(double y, double x) { return vdt::fast_atan2(y, x); }

}  // namespace kredsim::pinned
