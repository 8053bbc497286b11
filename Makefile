# What a developer types. Needs a Rust toolchain, a C compiler and make; `fuzz` and `deny` say what more.

CARGO ?= cargo
FUZZ_SECONDS ?= 600

.PHONY: demo test bench quality fmt pages fuzz deny clean-out

# Mixes the example song and prints what was done. Every output lies in out/demo.
demo:
	$(CARGO) run --release -p mixmaster -- mix examples/song -o out/demo

# Everything that has to hold before a change is merged.
test:
	$(CARGO) fmt --all -- --check
	$(CARGO) clippy --workspace --all-targets --locked -- -D warnings
	$(CARGO) clippy -p mixmaster --no-default-features --locked -- -D warnings
	$(CARGO) test --workspace --locked

# Cost per processor, then the whole job: 12 stereo stems of 4 minutes. `bench speed --minutes 60` is
# the hour; its stems take 12 GB of disk.
bench:
	$(CARGO) bench --workspace --bench '*'
	$(CARGO) run --release -p mixmaster -- bench speed

# Judges mixes of songs whose human balance is known: CORPUS is a folder of song folders. The
# Markdown tables are those of docs/QUALITY.md.
CORPUS ?= songs
quality:
	$(CARGO) run --release -p mixmaster -- bench quality $(CORPUS) --markdown quality-named.md
	$(CARGO) run --release -p mixmaster -- bench quality $(CORPUS) --anonymous --markdown quality-hidden.md

fmt:
	$(CARGO) fmt --all

# Writes the pages that are made from the code; `make test` says when that is needed.
pages:
	$(CARGO) run -p xtask -- third-party
	$(CARGO) run -p xtask -- parameters

# Long fuzzing, by hand: FUZZ_SECONDS per target. The tests run short checks of the same edges.
fuzz:
	@$(CARGO) +nightly fuzz --version >/dev/null 2>&1 || { \
	  echo "make fuzz needs a nightly toolchain and cargo-fuzz:"; \
	  echo "  rustup toolchain install nightly && cargo install cargo-fuzz"; exit 1; }
	$(CARGO) run --manifest-path fuzz/Cargo.toml --example seeds
	@set -e; for target in $$($(CARGO) +nightly fuzz list); do \
	  echo "$$target: $(FUZZ_SECONDS) s"; \
	  $(CARGO) +nightly fuzz run $$target -- -max_len=32768 -timeout=5 -rss_limit_mb=512 \
	    -max_total_time=$(FUZZ_SECONDS); done

# Licences and known vulnerabilities by cargo-deny. `make test` checks licences without it.
deny:
	@$(CARGO) deny --version >/dev/null 2>&1 || { \
	  echo "make deny needs cargo-deny: cargo install cargo-deny"; exit 1; }
	$(CARGO) deny check

clean-out:
	rm -rf out
