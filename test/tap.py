"""Reads what a test program said in TAP, and judges it."""
import re
import signal

POINT = re.compile(r"^( *)(not )?ok\b(?: +\d+)?(?: +- +| +)?(.*)$")
PLAN = re.compile(r"^( *)1\.\.(\d+)")
DIRECTIVE = re.compile(r"#\s*(skip|todo)\b", re.I)
REPORT = re.compile(r".*(?:ERROR: \w+Sanitizer|: runtime error: |SUMMARY: \w+Sanitizer).*")


def points(out):
    """(passed, names of the failed) over the innermost points; a point with points inside is their sum.

    A plan belongs to the points before it (Node) or behind it (cmocka): per depth both are added up.
    """
    passed, failed = 0, []
    inner = {}     # per depth: (points, of which failed) since the last point above
    promised, seen = {}, {}
    for line in out.splitlines():
        plan = PLAN.match(line)
        if plan:
            depth = len(plan[1])
            promised[depth] = promised.get(depth, 0) + int(plan[2])
            continue
        point = POINT.match(line)
        if not point:
            continue
        depth, is_failed, name = len(point[1]), bool(point[2]), point[3]
        directive = DIRECTIVE.search(name)
        if directive:
            is_failed, name = True, f"{name} (nothing may be skipped)"
        seen[depth] = seen.get(depth, 0) + 1
        below = [at for at in inner if at > depth]
        count, bad = map(sum, zip(*(inner.pop(at) for at in below))) if below else (0, 0)
        if count == 0 or (is_failed and bad == 0):
            failed += [name] if is_failed else []
            passed += 0 if is_failed else 1
        total, worse = inner.get(depth, (0, 0))
        inner[depth] = (total + 1, worse + (1 if is_failed else 0))
    for depth in sorted({*promised, *seen}):
        if promised.get(depth, 0) != seen.get(depth, 0):
            failed.append(f"planned {promised.get(depth, 0)} tests, ran {seen.get(depth, 0)}")
    return passed, failed


def judge(out, err, exit_code):
    """(passed, failures) of a finished program: its points, its plan, how it ended, what a sanitizer said."""
    passed, failures = points(out)
    if passed + len(failures) == 0:
        failures.append("no test ran")
    if "Bail out!" in out:
        failures.append("bailed out")
    report = REPORT.search(out) or REPORT.search(err)
    if report:
        failures.append(f"sanitizer: {report[0].strip()[:200]}")
    if exit_code < 0:
        failures.append(f"ended by {signal.Signals(-exit_code).name}")
    elif exit_code and not failures:
        failures.append(f"exit {exit_code} although no test failed")
    return passed, failures
