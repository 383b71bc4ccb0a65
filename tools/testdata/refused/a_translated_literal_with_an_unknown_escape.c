// expect 2: no readable literal in html_translate(…)
x = html_translate(m, S("a\x41"));
