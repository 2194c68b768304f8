dnl Lets phpize build the extension, and PIE, which calls phpize. The work is cargo's.
dnl In a folder of its own: phpize writes a Makefile and a build/ folder, and the repository has both.

PHP_ARG_ENABLE([swoole],
  [whether to build swoole-rs],
  [AS_HELP_STRING([--disable-swoole], [Do not build swoole-rs])],
  [yes],
  [no])

if test "$PHP_SWOOLE" != "no"; then
  if test "$PHP_THREAD_SAFETY" = "yes"; then
    AC_MSG_ERROR([swoole-rs needs a PHP without thread safety (NTS)])
  fi
  AC_PATH_PROG([CARGO], [cargo], [no], [$PATH:$HOME/.cargo/bin])
  if test "$CARGO" = "no"; then
    AC_MSG_ERROR([cargo is missing: install Rust 1.93 or newer, see https://rustup.rs])
  fi
  PHP_SUBST([CARGO])
  PHP_SUBST([PHP_CONFIG])
  PHP_MODULES="$PHP_MODULES \$(phplibdir)/swoole.so"
  PHP_ADD_MAKEFILE_FRAGMENT([$abs_srcdir/Makefile.frag], [$abs_srcdir], [$abs_builddir])
fi
