# Reads the console output of tests/kernels/run-suites. Prints `passed/failed/skipped` for each of
# `suites` on `target`, then what is wrong. The status is 1 if a suite has not ended, has not run
# each of its tests, has a failed test, or skips more tests than its number in `limits`, which has
# one number for each suite of `all`, in that order.

/^=== / && NF == 4 {
    suite = $3 == target ? $2 : ""
    listed[suite] = $4
    next
}
/^=== / && NF == 2 {
    status[suite] = $2
    suite = ""
    next
}
# The words may be anywhere in a line, because several programs write to the console.
match($0, /SKIP [A-Za-z0-9_:]+: /) {
    test = substr($0, RSTART, RLENGTH)
    if (!((suite, test) in seen)) skipped[suite]++
    seen[suite, test] = 1
}
match($0, /test result: .* [0-9]+ passed; [0-9]+ failed/) {
    n = split(substr($0, RSTART, RLENGTH), word, " ")
    passed[suite] = word[n - 3]
    failed[suite] = word[n - 1]
}

END {
    split(limits, number, " ")
    for (i = split(all, name, " "); i > 0; i--) limit[name[i]] = number[i]
    count = split(suites, name, " ")
    for (i = 1; i <= count; i++) {
        suite = name[i]
        why = ""
        if (!(suite in status)) why = "has not ended"
        else if (!(suite in passed)) why = "has no result, status " status[suite]
        else if (passed[suite] + failed[suite] != listed[suite] || !listed[suite])
            why = passed[suite] + failed[suite] " of " listed[suite] " tests ran"
        else if (failed[suite] || status[suite]) why = "failed"
        else if (skipped[suite] > limit[suite]) why = "more than " limit[suite] " skips"
        if (why != "") wrong = wrong "  " suite ": " why
        cell = "-"
        # A skip of `wire` is a function, not a test: a single test looks at all functions.
        if (suite in passed)
            cell = passed[suite] - (suite == "wire" ? 0 : skipped[suite]) "/" failed[suite] \
                "/" skipped[suite] + 0
        printf "%-11s", cell
    }
    print wrong
    exit wrong != ""
}
