"""What the checks share: which files there are, C without its comments, and how offences are told."""
import pathlib
import re
import subprocess
import sys

TOKEN = re.compile(
    r"""(?P<comment>/\*.*?\*/|//[^\n]*)|(?P<text>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')""", re.S)


def root():
    """The tree to look at: the first argument that is no option nor an option's value, else the repository."""
    given = [word for before, word in zip(sys.argv, sys.argv[1:])
             if not word.startswith("-") and not before.startswith("--")]
    return pathlib.Path(given[0] if given else pathlib.Path(__file__).parents[1]).resolve()


def files(top):
    """All files of the project: those that git knows or would take; all of them where there is no git."""
    if (top / ".git").exists():
        listed = subprocess.run(["git", "-C", str(top), "ls-files", "-zco", "--exclude-standard"],
                                check=True, capture_output=True).stdout.decode()
        found = [top / name for name in listed.split("\0") if name]
    else:
        found = [file for file in top.rglob("*") if "node_modules" not in file.parts]
    return sorted(file for file in found if file.is_file() and not file.is_symlink())


def sources(top, *folders, endings=(".c", ".h")):
    """The files of some folders with some endings."""
    return [file for file in files(top)
            if file.suffix in endings and file.relative_to(top).parts[0] in folders]


def read(file):
    """A file's text, or None where it is no text."""
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def bare(code, keep_strings=False):
    """C code with comments (and the insides of literals) blanked; lines and columns stay."""
    def blank(match):
        if match["text"] is not None:
            text = match["text"]
            return text if keep_strings else text[0] + " " * (len(text) - 2) + text[0]
        return re.sub(r"[^\n]", " ", match["comment"])
    return TOKEN.sub(blank, code)


class Offences:
    """Prints offences as `path:line: what`; `end` gives the exit code."""

    def __init__(self, top):
        self.top, self.count = top, 0

    def add(self, file, line, what):
        """Tells one offence. file: a path below the top."""
        print(f"{file.relative_to(self.top)}:{line}: {what}")
        self.count += 1

    def end(self):
        """Leaves the process: 1 if there was any offence."""
        sys.exit(1 if self.count else 0)
