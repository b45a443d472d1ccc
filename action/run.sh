#!/usr/bin/env bash
# What the action does once the program is installed: annotations on standard output, a SARIF file, a job summary.
#
# Reads INPUT_PATHS, INPUT_SOURCE, INPUT_GLOSSARY, INPUT_REPORT, INPUT_FAIL_ON and INPUT_FAIL_ON_FINDINGS; writes the
# outputs `exit-code` and `sarif`. Ends with the exit code of the check; findings alone are forgiven where the input says so.
set -uo pipefail

lines() {  # the lines of $1 that hold anything, into the array LINES
    LINES=()
    while IFS= read -r line; do
        line="${line%$'\r'}"
        if [ -n "${line//[[:space:]]/}" ]; then LINES+=("$line"); fi
    done <<< "$1"
}

options=()
lines "${INPUT_SOURCE:-}"
for source in ${LINES[@]+"${LINES[@]}"}; do options+=("--source=$source"); done
if [ -n "${INPUT_GLOSSARY:-}" ]; then options+=("--glossary=$INPUT_GLOSSARY"); fi
if [ -n "${INPUT_FAIL_ON:-}" ]; then options+=("--fail-on=$INPUT_FAIL_ON"); fi
lines "${INPUT_PATHS:-.}"
paths=(${LINES[@]+"${LINES[@]}"})

sarif="${RUNNER_TEMP:-.}/summitalign.sarif"
rm -f "$sarif"
summitalign fix-terms --format sarif --output "$sarif" --quiet ${options[@]+"${options[@]}"} -- ${paths[@]+"${paths[@]}"} 2>/dev/null
summitalign fix-terms --format github ${options[@]+"${options[@]}"} -- ${paths[@]+"${paths[@]}"}
code=$?

lines "${INPUT_REPORT:-}"
if [ ${#LINES[@]} -gt 0 ]; then
    glossary=()
    if [ -n "${INPUT_GLOSSARY:-}" ]; then glossary=("--glossary=$INPUT_GLOSSARY"); fi
    summitalign report --format markdown ${glossary[@]+"${glossary[@]}"} -- "${LINES[@]}" >> "$GITHUB_STEP_SUMMARY"
    report=$?
    if [ $report -gt 1 ] && [ $code -lt 2 ]; then code=$report; fi
fi

{
    echo "exit-code=$code"
    if [ -f "$sarif" ]; then echo "sarif=$sarif"; else echo "sarif="; fi
} >> "$GITHUB_OUTPUT"

if [ $code -eq 1 ] && [ "${INPUT_FAIL_ON_FINDINGS:-true}" != "true" ]; then exit 0; fi
exit $code
