# Coterie. `make` alone lists the commands; all of them need only Rust and Python 3.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/bash

CARGO_TARGET_DIR ?= $(CURDIR)/target
export CARGO_TARGET_DIR
COTERIE := $(CARGO_TARGET_DIR)/release/coterie

.PHONY: help
help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

.PHONY: test
test: ## run every test, with all its own set-up
	@tools/run_tests.sh

.PHONY: build
build: ## build the binary with all optimisations
	cargo build --release -p coterie

.PHONY: check
check: ## formatting, spelling, lints, documentation, licences and known faults of dependencies
	cargo fmt --all --check
	tools/check_spelling.sh
	cargo clippy --workspace --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings -A rustdoc::private_intra_doc_links" cargo doc --workspace --no-deps
	@cargo deny --version >/dev/null 2>&1 \
		|| { echo "cargo-deny is missing: cargo install --locked cargo-deny" >&2; exit 1; }
	cargo deny --log-level error check bans licenses sources
	@if cargo deny fetch db >/dev/null 2>&1; \
		then cargo deny --log-level error check --disable-fetch advisories; \
		else echo "note: advisories were not checked, the RustSec database cannot be reached from here" >&2; \
	fi

.PHONY: demo
demo: build ## a year of a made-up coalition, settled and verified
	@rm -rf .data/demo && mkdir -p .data/demo
	@$(COTERIE) --database sqlite://.data/demo/coterie.db demo

.PHONY: real-year
real-year: build ## the same with a real year of retail
	@rm -rf .data/real-year && mkdir -p .data/real-year
	@tools/real_year.sh $(COTERIE) .data/real-year/coterie.db

.PHONY: bench
bench: ## every figure beside the limit measured in the same run, or ONLY="names"; writes bench/RESULTS.md
	cargo build --release -p coterie -p coterie-bench
	@$(CARGO_TARGET_DIR)/release/coterie-bench $(ONLY)

.PHONY: chaos
chaos: ## live random histories with faults until interrupted, or FOR=seconds
	cargo run --quiet --profile chaos -p coterie-chaos -- $(if $(FOR),--for $(FOR)) --from $${FROM:-$$RANDOM$$RANDOM}

.PHONY: soak
soak: ## kill imports a hundred times, or KILLS=count: acked, found, lost, doubled
	@COMPLETE_JOURNEY_DIR=$$(tools/fetch_complete_journey.sh) COTERIE_KILLS=$(or $(KILLS),100) \
		cargo test --quiet --release -p coterie --test crash_safety -- --ignored --nocapture

.PHONY: chaos-mutants
chaos-mutants: ## plant bugs one by one; the simulator must find each
	tools/chaos_mutants.sh
