"""How every test runs: property tests without chance or clock, and in CI no test left out."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

# The same examples each time, and no time limit: a slow machine must not fail a right program.
settings.register_profile("house", derandomize=True, deadline=None, database=None)
settings.load_profile("house")


def skipped_tests(config: pytest.Config) -> list[pytest.TestReport]:
    """Reports of the tests that were skipped; empty in the worker processes of a parallel run."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return reporter.stats.get("skipped", []) if reporter else []


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """With CI=true a skipped test fails the run; an unexpected pass does everywhere (xfail_strict)."""
    if os.environ.get("CI") == "true" and session.exitstatus == 0 and skipped_tests(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says why a run with nothing but passed tests failed."""
    skipped = skipped_tests(terminalreporter.config)
    if os.environ.get("CI") == "true" and skipped:
        terminalreporter.write_line(f"ERROR: {len(skipped)} skipped; in CI every test runs", red=True)
