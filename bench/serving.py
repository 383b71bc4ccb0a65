"""What the benches of signed-in work share: a served book, and somebody who signs in to it."""

import contextlib
import http.client
import os
import re
import subprocess
import sys
import urllib.parse

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SAMPLE = os.path.join(ROOT, "sample", "go-quao")
PASSWORD = "mot-lan-thu"


def run(*words, **options):
    done = subprocess.run([str(word) for word in words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)
    if done.returncode:
        sys.exit(f"bench: {' '.join(map(str, words))} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


@contextlib.contextmanager
def served(program, book):
    with open(os.path.join(os.path.dirname(book), "log"), "wb") as log:
        child = subprocess.Popen([program, "serve", book, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, stderr=log, text=True)
    try:
        yield int(re.search(r":(\d+)", child.stdout.readline()).group(1)), child.pid
    finally:
        child.terminate()
        child.wait(30)


def ask(port, method, path, fields=None, cookie=""):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Cookie": cookie} if cookie else {}
    body = None
    if fields is not None:
        body = urllib.parse.urlencode(fields)
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    return answer.status, dict(answer.getheaders()), text


def sign_in(port, login):
    """(cookie, token) of a session; the officer of the sample needs no second factor."""
    status, headers, text = ask(port, "POST", "/dang-nhap", {"ten_dang_nhap": login, "mat_khau": PASSWORD})
    if status != 303:
        sys.exit(f"bench: signing in answered {status}\n{text}")
    cookie = headers["Set-Cookie"].split(";")[0]
    token = re.search(r'name="phien" value="([0-9a-f]+)"', ask(port, "GET", "/lam-viec", cookie=cookie)[2]).group(1)
    return cookie, token


def cpu_seconds(pid):
    with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
