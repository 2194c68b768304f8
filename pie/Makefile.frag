SWOOLE_RS = $(srcdir)/..
SWOOLE_RS_SOURCES = $(shell find $(SWOOLE_RS)/src $(SWOOLE_RS)/build $(SWOOLE_RS)/php-stubs -type f) \
	$(SWOOLE_RS)/build.rs $(SWOOLE_RS)/Cargo.toml $(SWOOLE_RS)/Cargo.lock

# By date and not always: `sudo make install` must not build again, root may have no cargo.
$(phplibdir)/swoole.so: $(SWOOLE_RS_SOURCES)
	PHP=$(PHP_EXECUTABLE) PHP_CONFIG=$(PHP_CONFIG) $(CARGO) build --release --lib --locked \
		--manifest-path $(SWOOLE_RS)/Cargo.toml --target-dir $(SWOOLE_RS)/target
	mkdir -p $(phplibdir)
	cp $(SWOOLE_RS)/target/release/libswoole.so $@
