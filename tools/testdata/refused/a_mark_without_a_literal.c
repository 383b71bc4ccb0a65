// expect 3: no readable literal in MESSAGE(…)
const char *x =
    MESSAGE(label);
