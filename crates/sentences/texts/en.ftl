### What a programme says in English. Variables of grammar: see src/texts.rs.

## Lists and numbers

join-and = { $rest } and { $end }
join-or = { $rest } or { $end }
join-clauses = { $rest }, and { $end }
either = { $place ->
        [first] either { $clause }
       *[later] or { $clause }
    }
percent = { $number }%
yes = yes
no = no
named = “{ $name }”
free = free

## Days and lengths of time

date = { $day } { $month ->
        [jan] January
        [feb] February
        [mar] March
        [apr] April
        [may] May
        [jun] June
        [jul] July
        [aug] August
        [sep] September
        [oct] October
        [nov] November
       *[dec] December
    } { $year }
moment = { $date } at { $time }
period-week = week { $week } of { $year }
period-month = { $month ->
        [jan] January
        [feb] February
        [mar] March
        [apr] April
        [may] May
        [jun] June
        [jul] July
        [aug] August
        [sep] September
        [oct] October
        [nov] November
       *[dec] December
    } { $year }
period-quarter = { $quarter ->
        [first] the first
        [second] the second
        [third] the third
       *[fourth] the fourth
    } quarter of { $year }
period-year = { $year }
span-years = { $count } { $plural ->
        [one] year
       *[other] years
    }
span-months = { $count } { $plural ->
        [one] month
       *[other] months
    }
span-days = { $count } { $plural ->
        [one] day
       *[other] days
    }
span-hours = { $count } { $plural ->
        [one] hour
       *[other] hours
    }
span-minutes = { $count } { $plural ->
        [one] minute
       *[other] minutes
    }
span-seconds = { $count } { $plural ->
        [one] second
       *[other] seconds
    }
window-this = { $period ->
        [day] today
        [week] this week
        [month] this month
        [quarter] this quarter
       *[year] this year
    }
window-last = { $period ->
        [day] yesterday
        [week] last week
        [month] last month
        [quarter] last quarter
       *[year] last year
    }
window-of-fact = in the { $period ->
        [day] day
        [week] week
        [month] month
        [quarter] quarter
       *[year] year
    } that it concerns
window-rolling = in the last { $span }

## Units

unit-point = { $count } { $plural ->
        [one] point
       *[other] points
    }
unit-mile = { $count } { $plural ->
        [one] mile
       *[other] miles
    }
unit-star = { $count } { $plural ->
        [one] star
       *[other] stars
    }
unit-stamp = { $count } { $plural ->
        [one] stamp
       *[other] stamps
    }
unit-token = { $count } { $plural ->
        [one] token
       *[other] tokens
    }
unit-kudo = { $count } kudos
units-point = points
units-mile = miles
units-star = stars
units-stamp = stamps
units-token = tokens
units-kudo = kudos
unit-named = { $count } × “{ $name }”
units-named = “{ $name }” units
units-of = { $person ->
        [you] your { $units }
       *[other] the { $units } of { $who }
    }
account-of = { $person ->
        [you] amounts in your { $account } account
       *[other] amounts in the { $account } account of { $who }
    }
credited-to-account-of = { $person ->
        [you] amounts credited to your { $account } account
       *[other] amounts credited to the { $account } account of { $who }
    }

## Who

role-member = the member
role-partner = the partner
role-employee = the employee who serves you
role-any-employee = an employee
role-household = your household
role-coalition = the coalition
role-field-member = the member named as “{ $name }”
role-field-partner = the partner named as “{ $name }”
role-field-employee = the employee named as “{ $name }”
role-field-household = the household named as “{ $name }”
role-relation-member = the member who is “{ $name }”
role-relation-partner = the partner who is “{ $name }”
role-relation-employee = the employee who is “{ $name }”
role-relation-household = the household that is “{ $name }”
role-relation-coalition = the coalition (“{ $name }”)
role-member-inviter = the person who invited you
role-member-brought-by = the partner who brought you in
role-member-household = your household
role-member-brought-by-recruited-by = the partner who recruited the one who brought you in
role-partner-recruited-by = the partner who recruited that partner

## Accounts

account = { $subject } { $does }
account-pooled = { $subject }, which you share with your household, { $does }
available-at-once = are available at once
available-after = become available { $span } after they are earned
available-when-approved = become available once they are approved
expires-never = never expire
expires-after = expire { $span } after they are earned
expires-after-and-at = expire { $span } after they are earned, at the end of that { $period ->
        [day] day
        [week] week
        [month] month
        [quarter] quarter
       *[year] year
    }
expires-at = expire at the end of the { $period ->
        [day] day
        [week] week
        [month] month
        [quarter] quarter
       *[year] year
    } in which they are earned
expires-idle = expire after { $span } in which you neither earn nor spend
transfer = you can give { $what } to another member
from-account = amounts from your { $account } account
transfer-at-least = at least { $amount } at a time
transfer-fee = for a fee of { $fee }

## Tiers

level-named = { $level }
tier-first = { $person ->
        [you] you start at { $level }
       *[other] { $who } starts at { $level }
    }
tier-judged = { $person ->
        [you] you have { $level } for as long as { $noun } { $predicate }
       *[other] { $who } has { $level } for as long as { $noun } { $predicate }
    }
tier-judged-always = { $person ->
        [you] you have { $level } once { $noun } { $reaches }
       *[other] { $who } has { $level } once { $noun } { $reaches }
    }
tier-reached-at-once = { $person ->
        [you] you move up to { $level } as soon as { $noun } { $reaches }
       *[other] { $who } moves up to { $level } as soon as { $noun } { $reaches }
    }
tier-reached-at-period-end = at the end { $period ->
        [day] of a day
        [week] of a week
        [month] of a month
        [quarter] of a quarter
        [year] of a year
       *[period] of a period
    } { $person ->
        [you] you reach { $level }, if { $noun } { $predicate }
       *[other] { $who } reaches { $level }, if { $noun } { $predicate }
    }
judged-at-the-end-of-each = at the end of each { $period ->
        [day] day
        [week] week
        [month] month
        [quarter] quarter
       *[year] year
    }
judged-every = every { $span } from then on
tier-falls-one-step = { $judged } we check this again, and without it { $person ->
        [you] you go down one level
       *[other] { $who } goes down one level
    }
tier-falls-to-judged = { $judged } we check this again, and without it { $person ->
        [you] you go down to the level that you then qualify for
       *[other] { $who } goes down to the level then qualified for
    }
tier-falls-after-grace = { $falls }, but only after another { $grace }
tier-kept-for-ever = { $person ->
        [you] once reached, it stays yours
       *[other] once reached, it stays
    }
tier-resets = at the end of each { $period ->
        [day] day
        [week] week
        [month] month
        [quarter] quarter
        [year] year
       *[period] period
    } your { $accounts } start again from zero

## Sentences

head-occasion = { $occasion } { $core }
head-if = if { $if }, { $core }
head-occasion-if = { $occasion }, if { $if }, { $core }
gets = { $person ->
        [you] { $verb ->
            [earn] you earn { $what }
           *[get] you get { $what }
        }
       *[other] { $verb ->
            [earn] { $who } earns { $what }
           *[get] { $who } gets { $what }
        }
    }
reward = { $name } ({ $cost }): { $core }
reward-by-steps = { $name }: { $core }
cost = { $price }
cost-added = and { $money }
reward-at-the-till = you get it at the till
reward-per-step = { $gives } for every { $step }
payer = { $who } pays
referral-both = your friend’s first purchase brings the friend { $friend } and you { $you }
referral-you = your friend’s first purchase brings you { $you }

## When

on-purchase = for each purchase
on-first-purchase = on your first purchase
on-nth-purchase = on your { $number }{ $ordinal ->
        [one] st
        [two] nd
        [few] rd
       *[other] th
    } purchase
on-every-nth-purchase = on every { $number }{ $ordinal ->
        [one] st
        [two] nd
        [few] rd
       *[other] th
    } purchase
on-first-check-in = on your first check-in
on-first-review = for your first review
on-first-visit = on your first visit
on-first-referral = for your first referral
on-first-event = for your first “{ $name }”
run-of-periods = { $count } { $period ->
        [day] days
        [week] weeks
        [month] months
        [quarter] quarters
       *[year] years
    }
makes-a-run = that makes another { run-of-periods } in a row with { $events }
makes-a-run-of = that makes { run-of-periods } in a row with { $events }
amounting-to = of { $range }
on-refund = for each return
on-redemption = for each reward that you collect
on-hold = for each reward that you reserve
on-capture = when a reserved reward is collected
on-release = when a reserved reward is given up
on-cancellation = when a reward is cancelled
on-voucher = for each voucher that you use
on-signup = for joining
on-member = when your details change
on-partner = when the details of a partner change
on-employee = when the details of an employee change
on-approval = on approval
on-adjustment = on a correction of an account
on-transfer = for each transfer
on-tier = when a level is granted
on-merge = when two accounts are joined
on-close = when a period is closed
on-apply = when the programme changes
on-review = for each review
on-visit = for each visit
on-check-in = for each check-in
on-referral = for each referral
on-score = for each score of the partner
on-event = for each “{ $name }”
on-rise = { $person ->
        [you] when you reach a higher level
       *[other] when { $who } reaches a higher level
    }
on-reaching = { $person ->
        [you] when you reach { $levels }
       *[other] when { $who } reaches { $levels }
    }
on-fall = { $person ->
        [you] when you go down a level
       *[other] when { $who } goes down a level
    }
at-the-end-of-each = at the end of each { $period ->
        [day] day
        [week] week
        [month] month
        [quarter] quarter
       *[year] year
    }
before-expiry = { $span } before { $person ->
        [you] your { $units } expire
       *[other] the { $units } of { $who } expire
    }
at-the-hour = { $day } at { $time }
anniversary = every year on the anniversary of “{ $name }”{ $person ->
        [you] { "" }
       *[other] { " " }({ $who })
    }
anniversary-birthday = { $person ->
        [you] on your birthday
       *[other] on the birthday of { $who }
    }
anniversary-month = in the month of the anniversary of “{ $name }”{ $person ->
        [you] { "" }
       *[other] { " " }({ $who })
    }
anniversary-month-birthday = { $person ->
        [you] in the month of your birthday
       *[other] in the birthday month of { $who }
    }
on-weekdays = on { $days }
weekday-plural = { $day ->
        [mon] Mondays
        [tue] Tuesdays
        [wed] Wednesdays
        [thu] Thursdays
        [fri] Fridays
        [sat] Saturdays
       *[sun] Sundays
    }
in-months = in { $months }
month-in = { $month ->
        [jan] January
        [feb] February
        [mar] March
        [apr] April
        [may] May
        [jun] June
        [jul] July
        [aug] August
        [sep] September
        [oct] October
        [nov] November
       *[dec] December
    }
on-days-of-month = on the { $days } of the month
day-nth = { $number }{ $ordinal ->
        [one] st
        [two] nd
        [few] rd
       *[other] th
    }
on-dates = on { $dates }
from-to = from { $from } to { $to }
from-day = from { $from }
to-day = until { $to }
between-hours = between { $from } and { $until }
for-the-first = for the first { $span }

## Where

at-partner = at { $names }
at-other-partners = at partners other than { $names }
at-location = at { $names }
at-other-locations = at places other than { $names }
with-code = with the code { $codes }
at-level = with { $levels }
at-other-levels = with a level other than { $levels }

## Which products

lines-of-category = of { $names }
lines-except-category = (except { $names })
lines-of-sku = of the product { $names }
lines-except-sku = (except the product { $names })
lines-where = (products where { $conditions })
product-named = { $name }

## If

noun-predicate = { $noun } { $predicate }
with-this-purchase = { $noun }, including this purchase,
completes-pieces = this purchase completes another { $count } pieces{ $lines ->
        [these] { " " }of these products
       *[all] { "" }
    }, counting all your purchases
completes-amount = this purchase completes another { $amount } of all your purchases
noun-plus = { $left } plus { $right }
noun-minus = { $left } minus { $right }
noun-times = { $left } times { $right }
noun-divided-by = { $left } divided by { $right } (whole part)
noun-remainder = the remainder of { $left } divided by { $right }
noun-in-brackets = ({ $noun })
is-compared = is { $how ->
        [equal] equal to { $noun }
        [not-equal] not equal to { $noun }
        [less] less than { $noun }
        [at-most] at most { $noun }
        [at-least] at least { $noun }
       *[more] more than { $noun }
    }
profile-says = { $person ->
        [you] your profile { $so ->
            [no] does not say “{ $name }”
           *[yes] says “{ $name }”
        }
       *[other] the profile of { $who } { $so ->
            [no] does not say “{ $name }”
           *[yes] says “{ $name }”
        }
    }
profile-gives = { $person ->
        [you] your profile
       *[other] the profile of { $who }
    } { $so ->
        [no] does not give
       *[yes] gives
    } “{ $name }”
event-says = “{ $name }” { $so ->
        [no] is not marked
       *[yes] is marked
    }
also = a further condition of the programme is met
also-named = a further condition of “{ $name }” is met
known-member-inviter = someone invited you
unknown-member-inviter = nobody invited you
known-member-brought-by = a partner brought you in
unknown-member-brought-by = no partner brought you in
known-partner-recruited-by = that partner was recruited by another
unknown-partner-recruited-by = that partner was not recruited by another
known-member-household = you belong to a household
unknown-member-household = you belong to no household
relation-known = there is { $who }
relation-unknown = there is no such record as { $who }
basket-has-category = your basket has something of the category { $names }
basket-has-product = your basket has the product { $names }
basket-has = your basket has a product where { $condition }
is = is { $value }
is-not = is not { $value }
is-number = is { $value }
is-not-number = is not { $value }
is-none-of = is none of { $values }
is-same-as = { $what ->
        [party] is also { $noun }
       *[value] is the same as { $noun }
    }
is-not-same-as = is not { $noun }
is-in-range = is { $range }
reaches = reaches { $value }
falls = is { $range }
is-within = is less than { $span } ago
is-not-within = is at least { $span } ago
is-known = is known
is-unknown = is not known
has-anniversary-today = has its anniversary today
has-anniversary-this-month = has its anniversary this month
is-between = is between { $from } and { $until }
is-not-so = does not meet “{ $predicate }”
at-least = at least { $value }
more-than = more than { $value }
at-most = at most { $value }
less-than = less than { $value }
no-earlier-than = on { $value } or later
later-than = after { $value }
no-later-than = on { $value } or earlier
earlier-than = before { $value }

## What is read

purchase-total = the total of your purchase
lines-amount = { $lines ->
        [these] the amount of these products
       *[all] the amount of your purchase
    }
lines-quantity = { $lines ->
        [these] the number of pieces of these products
       *[all] the number of pieces in your purchase
    }
lines-count = { $lines ->
        [these] the number of these items
       *[all] the number of items in your purchase
    }
lines-distinct = { $lines ->
        [these] the number of different products among these
       *[all] the number of different products in your purchase
    }
event-moment = the moment of the event
event-day = the day
weekday = the day of the week
time-of-day = the time of day
month-number = the month
day-number = the day of the month
line-id = the line
line-category = the category
line-sku = the product
line-amount = the price
line-quantity = the number of pieces
line-discount = the discount
line-tax = the tax
line-field-brand = the brand
field-location = the place
field-shipping = the shipping charge
field-order = the order
field-codes = the code
field-stars = the number of stars
field-tender-points = the amount paid in points
field-tender-gift-card = the amount paid by gift card
attribute = { $person ->
        [you] your { $name }
       *[other] the { $name } of { $who }
    }
attribute-city = { $person ->
        [you] your city
       *[other] the city of { $who }
    }
tier-of = { $person ->
        [you] your level
       *[other] the level of { $who }
    }
since = the beginning of the relation with { $who }
measure-in-window = { $measure } { $window }
measure-narrowed = { $measure } (only where { $conditions })
measure-only = { $measure } (only { $occasions })
measure-of-products = { $measure } { $products }
measure-from-rules = { $measure } (only by { $rules })
measure-count = { $person ->
        [you] the number of your { $events }
       *[other] { $via ->
            [partner] the number of { $events } at { $who }
            [brought] the number of { $events } of customers brought in by { $who }
           *[other] the number of { $events } credited to { $who }
        }
    }
measure-sum-total = { $person ->
        [you] the total of your purchases
       *[other] { $via ->
            [partner] the total of purchases at { $who }
           *[other] the total of purchases credited to { $who }
        }
    }
measure-sum-total-brought = { $timed ->
        [yes] the total of what customers brought in by { $who } bought { $window }
       *[no] the total of what customers brought in by { $who } bought
    }
measure-sum-pieces = { $person ->
        [you] the number of pieces you bought
       *[other] { $via ->
            [partner] the number of pieces bought at { $who }
            [brought] the number of pieces bought by customers brought in by { $who }
           *[other] the number of pieces credited to { $who }
        }
    }
measure-sum = { $person ->
        [you] the sum of { $what } of your events
       *[other] the sum of { $what } of the events of { $who }
    }
measure-earned-points = { $person ->
        [you] the number of { $units } you have earned
       *[other] the number of { $units } earned by { $who }
    }
measure-earned-money = { $person ->
        [you] the { $account } you have earned
       *[other] the { $account } earned by { $who }
    }
measure-distinct = { $what ->
        [partners] { $person ->
            [you] the number of different partners where you shopped
           *[other] the number of different partners of { $who }
        }
        [categories] { $person ->
            [you] the number of different categories you bought
           *[other] the number of different categories of { $who }
        }
       *[products] { $person ->
            [you] the number of different products you bought
           *[other] the number of different products of { $who }
        }
    }
measure-distinct-values = { $person ->
        [you] the number of different values ({ $what }) in your events
       *[other] the number of different values ({ $what }) in the events of { $who }
    }
measure-last-time = { $person ->
        [you] the day of the last of your { $events }
       *[other] the day of the last of the { $events } of { $who }
    }
measure-last = { $person ->
        [you] the last value of { $what } in your events
       *[other] the last value of { $what } in the events of { $who }
    }
measure-streak = { $person ->
        [you] the number of your { $period ->
            [day] days
            [week] weeks
            [month] months
            [quarter] quarters
           *[year] years
        } in a row with { $events }
       *[other] the number of { $period ->
            [day] days
            [week] weeks
            [month] months
            [quarter] quarters
           *[year] years
        } in a row with { $events } of { $who }
    }
measure-balance = { $person ->
        [you] your balance of { $account }
       *[other] the balance of { $account } of { $who }
    }
events-purchase = purchases
events-refund = returns
events-redemption = rewards collected
events-voucher = vouchers used
events-review = reviews
events-visit = visits
events-check-in = check-ins
events-referral = referrals
events-signup = signups
events-named = “{ $name }” events

## How much

every-full = for every full { $number ->
        [one] { $currency ->
            [PLN] zloty
            [EUR] euro
            [USD] dollar
            [GBP] pound
            [UAH] hryvnia
            [CZK] koruna
            [KZT] tenge
            [GEL] lari
           *[other] { $amount }
        }
       *[many] { $amount }
    }
rate = { $gives } { $step }
rate-of = { $gives } { $step } of { $basis }
per-item = { $amount } for each item
percent-of = { $percent } of { $basis }
per-hundred = { $amount } per { $hundred }
per-hundred-of = { $amount } per { $hundred } of { $basis }
factor = { $number } times as much
basis-purchase = your purchase
basis-value = { $what }
basis-rule = what the rule “{ $rule }” gave
basis-rest = what is left of what the rule “{ $rule }” gave
amount-where = { $amount } { $where }
amount-otherwise = otherwise { $amount }
otherwise = otherwise
when = when { $noun } { $predicate }
slice-up-to = { $amount } of the part up to { $to }
slice-between = { $amount } of the part from { $from } to { $to }
slice-above = { $amount } of the part above { $from }
slices = { $slices } of { $basis }
step-below = { $amount } below { $to }
step-from = { $amount } from { $from } on
steps = { $steps }, depending on { $noun }
steps-of-itself = a share of { $basis }, depending on its size: { $steps }
times = { $amount }, multiplied by { $factor }
scale-attribute = { $person ->
        [you] your { $name }
       *[other] the { $name } of { $who }
    }
scale-field = the { $name }
scale-other = { $what }
multiplied = { $subject } count { $factor ->
        [two] twice
        [three] three times
       *[other] { $number } times
    }
multiplied-in-place = { $placed ->
        [clause] { $subject } count { $factor ->
            [two] twice
            [three] three times
           *[other] { $number } times
        } { $place }
       *[phrase] { $place } { $subject } count { $factor ->
            [two] twice
            [three] three times
           *[other] { $number } times
        }
    }
multiplied-in-another-place = { $placed ->
        [clause] { $factor ->
            [two] twice
            [three] three times
           *[other] { $number } times
        } { $place }
       *[phrase] { $place } { $factor ->
            [two] twice
            [three] three times
           *[other] { $number } times
        }
    }
for-purchases = for purchases

## What

into-account = { $amount } { $in ->
        [units] into the { $account } account
       *[money] as { $account }
    }
into-account-at-length = { $in ->
        [units] into the { $account } account
       *[money] as { $account }
    } { $amount }
noted = { $what } ({ $notes })
note-by-line = worked out for each item
note-available-at-once = available at once
note-available-after = available after { $span }
note-available-when-approved = available once approved
note-never-expires = never expires
note-valid-for = valid for { $span }
note-valid-for-and-to-the-end = valid for { $span } and then to the end of the { $period ->
        [day] day
        [week] week
        [month] month
        [quarter] quarter
       *[year] year
    }
note-valid-to-the-end = valid to the end of the { $period ->
        [day] day
        [week] week
        [month] month
        [quarter] quarter
       *[year] year
    }
note-expires-idle = expires after { $span } without earning or spending
discount = { $amount } off { $purchase }
discount-by-cases = a discount on { $purchase }: { $amount }
discount-by-steps = a discount on { $purchase } of { $amount }
discounted-purchase = your purchase
share-of-basket = { $share } of the basket
voucher = a “{ $name }” voucher
voucher-at = { $voucher } to use at { $partner }
voucher-valid = { $voucher } (valid for { $span })
product = the product “{ $name }”
product-for-free = the product “{ $name }” for free
ticket = a “{ $name }” ticket
access = access to “{ $name }”
donation = { $person ->
        [you] we donate { $amount } on your behalf
       *[other] we donate { $amount } on behalf of { $who }
    }
message = the message “{ $name }”
level-gift = the { $level } level
for-span = { $what } for { $span }

## Limits and the rest

limit-amount = at most { $amount }
limit-discount = at most { $amount } off
limit-times = { $times ->
        [once] at most once
       *[more] at most { $count } times
    }
limit-line = { $whose ->
        [each] { $most } { $scope } { $every }
       *[role] { $most } { $every } { $scope }
    }
every = { $period ->
        [day] per day
        [week] per week
        [month] per month
        [quarter] per quarter
       *[year] per year
    }
in-all = in all
limit-for-everyone = for all members together
limit-per-member = per member
limit-per-event = each time
limit-per-partner = per partner
limit-at-partner = for all members together at one partner
limit-per-employee = per employee
limit-per-household = per household
limit-per-role = (counted separately for { $who })
limit-shared = (together with the other offers of “{ $name }”)
stock = while stocks last ({ $count } in all)
basis-counts = the amount counts { $how }
basis-before-discounts = before discounts
basis-without-tax = without tax
basis-with-shipping = with shipping
basis-without-points = without the part paid in points
multipliers-add = multipliers of several offers are added up, not multiplied
refund-recompute = if you return something, this is worked out again from what remains
refund-only-all = you lose this only if you return the whole purchase
refund-never = you keep this even if you return the purchase
choice-leads = of the offers of the group “{ $group }” only one counts, and this one comes first
choice-follows = of the offers of the group “{ $group }” only one counts: this one only where { $number ->
        [one] { $before } does not apply
       *[many] none of { $before } applies
    }
choice-follows-many = of the offers of the group “{ $group }” only one counts, and { $count } others come before this one
discount-after = worked out on what is left after { $before }
discount-after-many = worked out on what is left after { $count } other discounts
choice-best = only the best offer of the group “{ $group }” counts

## Words that programmes use as names

level-green = Green
level-base = Base
level-bronze = Bronze
level-silver = Silver
level-gold = Gold
level-platinum = Platinum
level-diamond = Diamond
level-basic = Basic
level-standard = Standard
word-points = points
word-miles = miles
word-cashback = cashback
word-commission = commission
word-wallet = wallet credit
word-bonus = bonus
word-birthday = birthday
word-city = city
word-country = country
