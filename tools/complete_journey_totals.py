#!/usr/bin/env python3
"""The totals of the retail year, computed apart from the engine in plain Python.

    complete_journey_totals.py DIR [--at 2018-01-02T00:00:00Z]

DIR holds the Parquet files of Complete Journey. The report goes to stdout as JSON; what is odd in the data goes
to stderr. pyarrow only reads the files; every amount is an integer (cents, points, ten-thousandths of a dollar).

The rules:
- All times are UTC. A basket's time is its earliest line's. A purchase is one basket at one department.
- Points of a purchase: whole dollars, doubled on Saturday and Sunday, times 1.25 (Silver) or 1.5 (Gold), floored.
- 30 points more if the whole basket comes to 200.00, at the department of the basket with the most cents.
- Tier: points earned in the 365 days before, Silver from 500, Gold from 2,000.
- A point is gone 180 days after it was earned. A debit takes what expires first.
- A coupon redemption spends up to 50 points at 23:59:59 of its date.
- A department buys what it issues at 0.0100 USD and is paid 0.0090 USD for each point spent there.
"""

import argparse
import collections
import datetime
import decimal
import json
import pathlib
import sys

import pyarrow
import pyarrow.parquet

DAY = 86_400
TIER_WINDOW = 365 * DAY
POINT_LIFE = 180 * DAY
SILVER_FROM, GOLD_FROM = 500, 2_000
BASKET_BONUS, BASKET_BONUS_FROM_CENTS = 30, 20_000
REDEMPTION_UP_TO = 50
ISSUE_PRICE, REDEMPTION_PRICE = 100, 90  # ten-thousandths of a US dollar
UNKNOWN = "UNKNOWN"
FALLBACK_DEPARTMENT = "GROCERY"


def columns(folder, name, *wanted):
    """The wanted columns of one file as lists; time stamps as whole seconds since 1970 in UTC."""
    table = pyarrow.parquet.read_table(folder / f"{name}.parquet", columns=list(wanted))
    result = []
    for column in wanted:
        data = table[column]
        if pyarrow.types.is_timestamp(data.type):
            data = data.cast(pyarrow.timestamp("s")).cast(pyarrow.int64())  # refuses to drop a part of a second
        result.append(data.to_pylist())
    return result


def whole_cents(value, odd):
    """The cents of a floating point amount, from its exact binary value; halves would go away from zero."""
    exact = decimal.Decimal(value) * 100
    cents = exact.to_integral_value(rounding=decimal.ROUND_HALF_UP)
    odd["values further than 0.0001 cent from a whole cent"] += abs(exact - cents) > decimal.Decimal("0.0001")
    odd["values below zero"] += value < 0
    return int(cents)


def read_baskets(folder, odd):
    """All baskets as {id: [household, time, {department: cents}]}."""
    products, names = columns(folder, "products", "product_id", "department")
    department_of = dict(zip(products, names))
    baskets = {}
    lines = zip(*columns(
        folder, "transactions", "basket_id", "household_id", "transaction_timestamp", "product_id", "sales_value"))
    for basket_id, household, at, product, value in lines:
        odd["lines"] += 1
        odd["lines of a product that the products file lacks"] += product not in department_of
        department = department_of.get(product) or UNKNOWN
        basket = baskets.setdefault(basket_id, [household, at, collections.Counter()])
        odd["lines whose household or time differs from their basket's"] += basket[:2] != [household, at]
        basket[1] = min(basket[1], at)
        basket[2][department] += whole_cents(value, odd)
    return baskets


def lead_department(cents_by_department):
    """The department with the most cents; of equals the first by code point."""
    return min(cents_by_department, key=lambda name: (-cents_by_department[name], name))


class Member:
    """What one household earned, and what is left of it."""

    def __init__(self):
        self.earned = []  # (at, points), in the order of posting
        self.lots = []  # [expires, department, points left]: all live equally long, so the first expires first

    def tier(self, now):
        points = sum(points for at, points in self.earned if now - TIER_WINDOW < at <= now)
        return "gold" if points >= GOLD_FROM else "silver" if points >= SILVER_FROM else "base"

    def earn(self, at, department, points):
        if points > 0:
            self.earned.append((at, points))
            self.lots.append([at + POINT_LIFE, department, points])

    def spend(self, now, up_to):
        spent = 0
        for lot in self.lots:
            if now < lot[0]:
                taken = min(lot[2], up_to - spent)
                lot[2] -= taken
                spent += taken
        return spent


def points_of_purchase(cents, at, tier):
    if cents <= 0:
        return 0
    weekday = datetime.datetime.fromtimestamp(at, datetime.timezone.utc).weekday()
    points = cents // 100 * (2 if weekday in (5, 6) else 1)
    quarters = {"base": 4, "silver": 5, "gold": 6}[tier]
    return points * quarters // 4


def events(baskets, redemptions):
    """Everything that happens, in the order it is decided: by second, purchases before redemptions."""
    first_basket_of_day = {}
    for basket_id, (household, at, _) in sorted(baskets.items(), key=lambda item: (item[1][1], item[0])):
        first_basket_of_day.setdefault((household, at // DAY), basket_id)
    for basket_id, (household, at, by_department) in baskets.items():
        for department in by_department:
            yield (at, 0, basket_id, department), "purchase", household, basket_id, department
    for date, household, coupon, campaign in redemptions:
        basket_id = first_basket_of_day.get((household, date // DAY))
        department = lead_department(baskets[basket_id][2]) if basket_id is not None else FALLBACK_DEPARTMENT
        at = date // DAY * DAY + DAY - 1
        yield (at, 1, date, household, coupon, campaign), "redemption", household, basket_id, department


def totals(baskets, redemptions, moment, odd):
    members = {}
    purchases = bonuses = 0
    books = collections.defaultdict(collections.Counter)
    for (at, *_), kind, household, basket_id, department in sorted(events(baskets, redemptions)):
        if at > moment:
            break
        if kind == "purchase":
            purchases += 1
            member = members.setdefault(household, Member())
            by_department = baskets[basket_id][2]
            points = points_of_purchase(by_department[department], at, member.tier(at))
            member.earn(at, department, points)
            books[department]["issued"] += points
            if sum(by_department.values()) >= BASKET_BONUS_FROM_CENTS and lead_department(by_department) == department:
                bonuses += 1
                member.earn(at, department, BASKET_BONUS)
                books[department]["issued"] += BASKET_BONUS
        else:
            odd["redemptions"] += 1
            odd["redemptions on a day without a basket"] += basket_id is None
            odd["redemptions of a household without a purchase"] += household not in members
            spent = members[household].spend(at, REDEMPTION_UP_TO) if household in members else 0
            odd["redemptions of 0 points"] += spent == 0
            odd["redemptions of fewer than 50 points"] += spent < REDEMPTION_UP_TO
            books[department]["redeemed"] += spent

    outstanding = 0
    for member in members.values():
        for expires, department, left in member.lots:
            if expires <= moment:
                books[department]["expired"] += left
            else:
                outstanding += left
    tiers = collections.Counter(member.tier(moment) for member in members.values())
    total = {key: sum(book[key] for book in books.values()) for key in ("issued", "redeemed", "expired")}
    assert total["issued"] == total["redeemed"] + total["expired"] + outstanding
    return {
        "purchases": purchases,
        "members": len(members),
        **total,
        "outstanding": outstanding,
        "basket_bonuses": bonuses,
        "tiers": {name: tiers[name] for name in ("base", "silver", "gold")},
        "by_department": {
            name: {key: book[key] for key in ("issued", "redeemed", "expired")}
            | {"pays": dollars(book["issued"] * ISSUE_PRICE), "paid": dollars(book["redeemed"] * REDEMPTION_PRICE)}
            for name, book in books.items()
        },
    }


def dollars(ten_thousandths):
    return f"{ten_thousandths // 10_000}.{ten_thousandths % 10_000:04}"


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("folder", metavar="DIR", type=pathlib.Path)
    arguments.add_argument("--at", default="2018-01-02T00:00:00Z", help="moment of the report, RFC 3339")
    given = arguments.parse_args()
    moment = datetime.datetime.fromisoformat(given.at.replace("Z", "+00:00"))
    if moment.tzinfo is None:
        arguments.error("--at needs an offset, for example Z")
    odd = collections.Counter()
    baskets = read_baskets(given.folder, odd)
    redemptions = zip(*columns(
        given.folder, "coupon_redemptions", "redemption_date", "household_id", "coupon_upc", "campaign_id"))
    report = totals(baskets, redemptions, moment.timestamp(), odd)
    json.dump(report, sys.stdout, indent=2, sort_keys=True)
    print()
    for what, count in odd.items():
        print(f"{what}: {count}", file=sys.stderr)


if __name__ == "__main__":
    main()
