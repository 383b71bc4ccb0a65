# What one does with doanket, by hand or by machine. The building itself is Meson's: meson.build.
LISTEN ?= 127.0.0.1:8080
BOOK   ?= demo-book
SECONDS ?= 60

.PHONY: help build demo run test story check format fuzz bench clean

help:
	@echo 'make demo     install what is missing, build, fill a sample book and serve it at http://$(LISTEN)'
	@echo 'make build    the release build: build/doanket'
	@echo 'make run      build and serve BOOK=$(BOOK) at LISTEN=$(LISTEN)'
	@echo 'make test     install what is missing, build with sanitizers, run every test on both databases'
	@echo 'make story    play the half-year of a committee in a browser; pictures of each step in build/story/'
	@echo 'make check    floors, sizes, banned words, formatting, both compilers, static analysers'
	@echo 'make format   lay out the C files by .clang-format'
	@echo 'make fuzz     each fuzz target for SECONDS=$(SECONDS) seconds'
	@echo 'make bench    measure; see bench/'
	@echo 'make clean    remove the build folders'

build: build/build.ninja
	ninja -C build

build/build.ninja:
	meson setup build

demo:
	tools/install build
	$(MAKE) build
	test -d $(BOOK) || build/doanket demo $(BOOK)
	build/doanket serve $(BOOK) --listen $(LISTEN)

run: build
	build/doanket serve $(BOOK) --listen $(LISTEN)

test:
	tools/install test
	$(MAKE) test/node_modules/.package-lock.json build-test/build.ninja
	ninja -C build-test
	test/run

story:
	tools/install test
	$(MAKE) test/node_modules/.package-lock.json build-test/build.ninja
	ninja -C build-test
	SHOTS=1 DOANKET_TEST_DB=sqlite node --test test/e2e/story.test.mjs

# Little optimisation and line numbers alone: half the time to compile, and the tests run as fast.
build-test/build.ninja:
	meson setup build-test -Dtests=true -Dbuildtype=debugoptimized -Doptimization=1 -Dc_args=-g1 \
	    -Db_sanitize=address,undefined

# npm writes this file last: it is there only when the whole installation is.
test/node_modules/.package-lock.json: test/package-lock.json
	cd test && npm ci

check:
	tools/install check
	tools/check

format:
	git ls-files -co --exclude-standard '*.c' '*.h' ':!*/testdata/*' | xargs clang-format -i

# Coverage-guided fuzzing is clang's (libFuzzer); each target of fuzz/ is an own program.
fuzz:
	tools/install fuzz
	test -f build-fuzz/build.ninja || CC=clang meson setup build-fuzz -Dtests=true \
	    -Dbuildtype=debugoptimized -Db_sanitize=address,undefined -Db_lundef=false
	ninja -C build-fuzz
	tools/fuzz build-fuzz $(SECONDS)

bench: build
	tools/install bench
	bench/run

clean:
	rm -rf build build-test build-fuzz build-check-gcc build-check-clang
