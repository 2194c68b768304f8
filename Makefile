# `make` lists the targets. Everything that is built, installed or reported by them lies in target/.

SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -ec
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PHP ?= php
PHP_CONFIG ?= php-config
CARGO ?= cargo
JOBS ?= $(shell nproc)
# What is installed when there is no PHP: Debian's version.
PHP_PACKAGE ?= $(shell . /etc/os-release; case "$$VERSION_ID" in (13) echo php8.4;; (*) echo php8.2;; esac)
# Only from the command line: shells like to have a HOST of their own.
PORT = 9501
HOST = 127.0.0.1

TARGET := $(CURDIR)/target
BUILT := $(TARGET)/release/libswoole.so
# Another build may be tested: make phpt EXTENSION=/path/to/swoole.so
EXTENSION ?= $(BUILT)
VENV := $(TARGET)/venv
NODE_MODULES := tests-phpt/interop/node_modules
TUNGSTENITE := $(TARGET)/tungstenite/release/swoole-rs-interop-tungstenite
# Every phpt but those that have a target of their own; or some: make phpt PHPT=tests-phpt/Swoole/Timer
PHPT ?= $(sort $(filter-out tests-phpt/interop/ tests-phpt/stubs/ tests-phpt/conformance/ tests-phpt/include/,$(wildcard tests-phpt/*/)))

AS_ROOT := $(if $(filter 0,$(shell id -u)),,sudo)
# What the build of the extension asks; paths, since PHP may have been installed a moment ago.
WITH_PHP = PHP=$$(command -v $(PHP)) PHP_CONFIG=$$(command -v $(PHP_CONFIG))
# Every Cargo workspace of the repository.
MANIFESTS = $(shell find . \( -name target -o -name node_modules \) -prune -o -name Cargo.toml -print)
RUN_PHPT := PHP=$(PHP) PHP_CONFIG=$(PHP_CONFIG) JOBS=$(JOBS) tests-phpt/run

# $(call packages,COMMAND:PACKAGE ...) installs the packages whose commands are missing.
# A command may be any test that needs no spaces.
define packages
	@missing=""; \
	for pair in $(1); do command -v "$${pair%%:*}" >/dev/null || missing+=" $${pair#*:}"; done; $(2) \
	if [ -n "$$missing" ]; then \
	    echo "installing$$missing"; \
	    $(AS_ROOT) apt-get update -q; \
	    $(AS_ROOT) env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $$missing; \
	fi
endef

.NOTPARALLEL:

.PHONY: help
help: ## Tell what there is to make
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 22

.PHONY: deps
deps: ## Install what the build needs and is missing (apt-get)
	$(call packages,$(PHP):$(PHP_PACKAGE)-cli $(PHP_CONFIG):$(PHP_PACKAGE)-dev clang:clang cc:gcc,\
	    compgen -G '/usr/lib/llvm-*/lib/libclang*.so*' >/dev/null || missing+=" libclang-dev";)

.PHONY: test-deps
test-deps: deps ## Install what the tests need beyond that (apt-get)
	$(call packages,node:nodejs npm:npm chromium:chromium python3:python3 redis-server:redis-server,\
	    python3 -c 'import ensurepip; import venv' 2>/dev/null || missing+=" python3-venv";)

.PHONY: build
build: deps $(BUILT) ## Build target/release/libswoole.so

.PHONY: FORCE
$(BUILT): FORCE
	$(WITH_PHP) $(CARGO) build --release --locked --target-dir $(TARGET)

.PHONY: demo
demo: build ## Start the chat example (PORT=9501 HOST=127.0.0.1) and print its address
	@exec $(PHP) -n -d extension=$(EXTENSION) examples-php/chat.php $(PORT) $(HOST)

.PHONY: install
install: build ## Put swoole.so into PHP's extension directory
	@directory="$(DESTDIR)$$($(PHP_CONFIG) --extension-dir)"; \
	as_root=; [ -w "$$directory" ] || [ -n "$(DESTDIR)" ] || as_root="$(AS_ROOT)"; \
	$$as_root install -D -m 755 $(BUILT) "$$directory/swoole.so"; \
	echo "installed $$directory/swoole.so; run php -d extension=swoole script.php"

.PHONY: uninstall
uninstall: ## Remove swoole.so from there
	@file="$(DESTDIR)$$($(PHP_CONFIG) --extension-dir)/swoole.so"; \
	[ -e "$$file" ] || { echo "there is no $$file"; exit 0; }; \
	as_root=; [ -w "$${file%/*}" ] || [ -n "$(DESTDIR)" ] || as_root="$(AS_ROOT)"; \
	$$as_root rm "$$file"; \
	echo "removed $$file; a line extension=swoole in PHP's configuration has to go, too"

.PHONY: test
test: test-deps lint unit phpt jit stubs interop conformance ## Everything that CI demands

.PHONY: lint
lint: deps ## Formatting and clippy, warnings denied, with and without PHP
	@passed=0; failed=0; export $(WITH_PHP); \
	check() { echo "$$*"; if "$$@"; then passed=$$((passed + 1)); else failed=$$((failed + 1)); fi; }; \
	for manifest in $(MANIFESTS); do check $(CARGO) fmt --check --manifest-path $$manifest; done; \
	check $(CARGO) clippy -q --locked --target-dir $(TARGET) --all-targets -- -D warnings; \
	check $(CARGO) clippy -q --locked --target-dir $(TARGET) --all-targets --no-default-features -- -D warnings; \
	for other in benches fuzz tests-phpt/interop/tungstenite; do \
	    check $(CARGO) clippy -q --locked --target-dir $(TARGET)/$$(basename $$other) --all-targets --manifest-path $$other/Cargo.toml -- -D warnings; \
	done; \
	echo "lint: $$passed passed, $$failed failed"; [ $$failed -eq 0 ]

.PHONY: unit
unit: ## Tests of protocol, engine and benches, without PHP
	@mkdir -p $(TARGET)/reports; status=0; \
	{ $(CARGO) test -q --locked --target-dir $(TARGET) --no-default-features && \
	  $(CARGO) test -q --locked --target-dir $(TARGET)/benches --manifest-path benches/Cargo.toml; \
	} 2>&1 | tee $(TARGET)/reports/unit.txt || status=$$?; \
	awk '/^test result:/ { passed += $$4; failed += $$6 } \
	    END { if ('$$status' && !failed) failed = 1; printf "unit: %d passed, %d failed\n", passed, failed }' $(TARGET)/reports/unit.txt; \
	exit $$status

.PHONY: phpt
phpt: deps $(EXTENSION) ## Tests in PHP, each example among them (PHPT=tests-phpt/... for some)
	@$(RUN_PHPT) phpt $(EXTENSION) $(TARGET)/reports $(PHPT)

# So soon that the short tests get there, too.
JIT := opcache.jit=tracing opcache.jit_buffer_size=64M $(foreach event,func loop return side_exit,opcache.jit_hot_$(event)=2)

.PHONY: jit
jit: deps $(EXTENSION) ## The same tests again, compiled by opcache's tracing JIT
	@$(PHP) -n -d zend_extension=opcache -r 'extension_loaded("Zend OPcache") || exit(1);' || { echo "opcache is missing: install it for $(PHP)"; exit 1; }
	@SWOOLE_OPTIONS="zend_extension=opcache opcache.enable_cli=1 $(JIT)" $(RUN_PHPT) jit $(EXTENSION) $(TARGET)/reports $(PHPT)

.PHONY: stubs
stubs: deps $(EXTENSION) ## php-stubs against reflection
	@$(RUN_PHPT) stubs $(EXTENSION) $(TARGET)/reports tests-phpt/stubs

.PHONY: interop
interop: test-deps $(EXTENSION) $(NODE_MODULES)/.installed $(VENV)/.installed ## Chromium, ws, websockets and tungstenite as clients, ws and websockets as servers
	@$(CARGO) build -q --release --locked --manifest-path tests-phpt/interop/tungstenite/Cargo.toml --target-dir $(TARGET)/tungstenite
	@INTEROP_PYTHON=$(VENV)/bin/python INTEROP_TUNGSTENITE=$(TUNGSTENITE) CHROMIUM=$$(command -v chromium) \
	    $(RUN_PHPT) interop $(EXTENSION) $(TARGET)/reports tests-phpt/interop

.PHONY: conformance
conformance: test-deps $(EXTENSION) $(VENV)/.installed ## The 517 cases of the Autobahn suite, with the server in both modes, the coroutine server and the client; reports: target/reports/autobahn
	@$(VENV)/bin/python tests-phpt/conformance/run.py --php $(PHP) --extension $(EXTENSION) --report $(TARGET)/reports/autobahn

$(VENV)/.installed: tests-phpt/requirements.txt
	python3 -m venv --clear $(VENV)
	$(VENV)/bin/pip install -q --disable-pip-version-check -r $<
	@touch $@

$(NODE_MODULES)/.installed: tests-phpt/interop/package-lock.json
	cd $(<D) && npm ci --no-audit --no-fund --ignore-scripts
	@touch $@

.PHONY: faults
faults: $(EXTENSION) ## Kill and reload workers under the load of 1,000 clients for 20 s each, and print what was lost
	@rm -f $(TARGET)/faults.txt; mkdir -p $(TARGET); ulimit -n 10000; \
	FAULT_CLIENTS=1000 FAULT_SECONDS=20 FAULT_FIGURES=$(TARGET)/faults.txt \
	$(RUN_PHPT) faults $(EXTENSION) $(TARGET)/reports tests-phpt/Swoole/Server/Faults; cat $(TARGET)/faults.txt

.PHONY: bench
bench: test-deps $(EXTENSION) ## Measure against the peers (BENCH="--quick --server ws" for less)
	PHP=$(PHP) $(CARGO) build --release --locked --manifest-path benches/Cargo.toml
	PHP=$(PHP) $(CARGO) run --release --locked --manifest-path benches/Cargo.toml -- run --extension $(EXTENSION) $(BENCH)

.PHONY: bench-readme
bench-readme: ## Put the last measurements into README.md and the chart
	$(CARGO) run --release --locked --manifest-path benches/Cargo.toml -- readme

.PHONY: fuzz
fuzz: ## Each fuzz target for a minute
	fuzz/run 60

.PHONY: clean
clean: ## Remove what was built
	rm -rf $(TARGET) benches/target fuzz/target $(NODE_MODULES)
	find tests-phpt \( -name '*.diff' -o -name '*.exp' -o -name '*.log' -o -name '*.out' -o -name '*.sh' \) -delete
