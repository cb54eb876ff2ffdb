// Nothing of its own: carries the precompiled <catch2/catch.hpp> that the test programs reuse (catch.cmake).
