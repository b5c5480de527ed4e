#!/usr/bin/env bash
# The real year of retail: fetched, imported, closed month by month, settled, verified, reported.
# Usage: tools/real_year.sh COTERIE DATABASE_FILE
set -euo pipefail

coterie=$1
export DATABASE_URL="sqlite://$2"
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
data=$("$here/fetch_complete_journey.sh")

time "$coterie" import complete-journey "$data"
"$coterie" tick --at 2018-01-02T00:00:00Z
for month in 01 02 03 04 05 06 07 08 09 10 11 12; do
    "$coterie" close --period "2017-$month"
done
"$coterie" settle --period 2017-12
"$coterie" verify
"$coterie" report complete-journey --at 2018-01-02T00:00:00Z
