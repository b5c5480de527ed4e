#!/usr/bin/env python3
"""Writes a plausible program of many rules: `tools/rules_1000.py 1000 > bench/rules-1000.yaml`.

The mix is that of a coalition of fifty partners: campaigns for a product, for a category, a weekday, a tier, a basket's
size, a code, and for members whom somebody brought, beside four rules for all. Fewer rules are a sample of the same mix. Same number, same bytes.
"""
import sys

PARTNERS, CATEGORIES, PRODUCTS = 50, 40, 600
DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
# Of a hundred rules: so many of each kind.
MIX = ["product"] * 30 + ["category"] * 25 + ["weekday"] * 15 + ["basket"] * 10 + ["tier"] * 8 + ["code"] * 7 + ["brought"] * 5


# What every member gets at every partner: in a program of any size.
FOR_ALL = [
    "give: {points: 1 per 1 PLN}",
    "if: {purchase.weekday: [sat, sun]}\n    give: {points: x2}",
    "give: {points: {by: member.tier, silver: x1.25, gold: x1.5}}",
    "if: {purchase.total: {at_least: 200.00}}\n    give: {points: 30}",
]


def rule(number):
    """The conditions and the give of one rule."""
    if number < len(FOR_ALL):
        return FOR_ALL[number]
    kind = MIX[number * 37 % 100]  # 37 and 100 have no common factor: any run of rules is a sample of the mix
    turn = number // 100 * 100 + number * 61 % 100
    partner = f"purchase.partner: p{turn % PARTNERS:02}"
    if kind == "product":
        products = ", ".join(f"s{(turn * 3 + step) % PRODUCTS:03}" for step in range(2))
        return f"for: {{line.sku: [{products}]}}\n    give: {{points: {5 + turn % 20} per item}}"
    if kind == "category":
        return f"if: {{{partner}}}\n    for: {{line.category: c{turn * 7 % CATEGORIES:02}}}\n    give: {{points: {1 + turn % 3} per 1 PLN}}"
    if kind == "weekday":
        day = DAYS[turn % 7]
        return f"if: {{{partner}, purchase.weekday: {day}}}\n    give: {{points: {10 + turn % 15}}}"
    if kind == "basket":
        return f"if: {{{partner}, purchase.total: {{at_least: {50 * (1 + turn % 8)}.00}}}}\n    give: {{points: {20 + turn % 30}}}"
    if kind == "tier":
        tier = ["silver", "gold"][turn % 2]
        return f"if: {{{partner}, member.tier: {tier}}}\n    give: {{points: {5 + turn % 10}}}"
    if kind == "code":
        return f"if: {{purchase.codes: {{has: CODE{turn:04}}}}}\n    give: {{points: {50 + turn % 50}}}"
    return f"if: {{{partner}, member.brought_by: known}}\n    give: {{points: {3 + turn % 5}}}"


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    print(f"# A program of {count} rules, written by tools/rules_1000.py: what deciding costs when there are many.")
    print("program: {id: many-rules, zone: Europe/Warsaw, currency: PLN}")
    print("partners:")
    for partner in range(PARTNERS):
        print(f"  p{partner:02}: {{issue_price: 0.0100, redemption_price: 0.0090}}")
    print("relations: {member.brought_by: partner}")
    print("accounts: {points: {of: member, unit: point, expires: {after: 12 months}}}")
    print("measures: {earned: {of: member, sum: points, over: last 365 days}}")
    print("tiers: {tier: {of: member, by: earned, steps: {base: 0, silver: 500, gold: 2000}}}")
    print("rules:")
    for number in range(count):
        print(f"  r{number:04}:\n    {rule(number)}")


if __name__ == "__main__":
    main()
