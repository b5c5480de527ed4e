### What explanations say in English. `$number` (`one` or `many` values) `$lines` (`some` or
### `all`) and `$rounds` (`down`, `up`, `nearest`) are to choose by.

coalition = the coalition

## What happened

event-purchase = purchase
event-refund = refund
event-redemption = redemption
event-hold = hold
event-capture = capture of a hold
event-release = release of a hold
event-cancellation = cancellation
event-voucher = voucher
event-signup = signup
event-member = change of a member's record
event-partner = change of a partner's record
event-employee = change of an employee's record
event-approval = approval
event-adjustment = correction by hand
event-transfer = transfer
event-tier = tier given by hand
event-merge = merge
event-close = close of a period
event-review = review
event-visit = visit
event-check-in = check-in
event-referral = referral
event-score = score
head-member = of { $who }
head-of = of { $who }
head-tier-member = to { $who }
head-tier-partner = to the partner { $who }
head-employee = served by { $who }
head-household = of the household { $who }
head-from = from { $who }
head-to = to { $who }
head-into = into { $who }
head-partner = at { $who }
head-about = of { $what }
head-reward = for { $what }
head-code = with the code { $what }
head-period = { $what }
head-version = program version { $version }
head-late = late: it came when the books stood at { $clock }
due-hold-lapses = the hold { $what } of { $who } lapses
due-expiry = expiry on the account { $what } of { $who }
due-idle-expiry = expiry after inactivity on the account { $what } of { $who }
due-grant-ends = the end of a tier granted to { $who } ({ $what })
due-tier-review = review of the tier of { $who } ({ $what })
due-tier-falls = the end of the grace of { $who } ({ $what })
due-clock = what the calendar sets off for { $who } ({ $what })
due-expiring = a warning to { $who } before points expire ({ $what })
due-close = what the close of a period sets off for { $who } ({ $what })
due-correction = what came late for { $period } changes for { $who } ({ $what })

## Arithmetic

arithmetic-whole = full { $per } in { $basis }: { $steps }; { $steps } × { $gives }
arithmetic-whole-by-line = full { $per } line by line in { $basis }, × { $gives }
arithmetic-pieces = { $each } × { $pieces } pieces
arithmetic-slices = in slices of { $basis }
arithmetic-rounded = { $told } = { $exact }, { $rounds ->
        [down] rounded down
        [up] rounded up
       *[nearest] rounded
    } { $result }
arithmetic-by-line = { $told }, rounded line by line: { $result }
arithmetic-in-all = { $told }: { $result } in all
arithmetic-limited = { $unlimited }, limited to { $amount }
arithmetic-corrected = { $told }; { $before } of it was given before: { $total } − { $before } = { $more }
arithmetic-part = { $lines ->
        [some] { $part } of these { $before } came of its lines
       *[all] { $part } of these { $before } are multiplied
    }; { $part } × { $factor } = { $multiple }, which is { $added } more: +{ $more }
arithmetic-part-rounded = { $lines ->
        [some] × { $factor } on a part of these { $before }, rounded: +{ $more }
       *[all] × { $factor } on these { $before }, rounded: +{ $more }
    }

## What moved

by-rule = rule { $rule }
by-reward = reward { $rule }
paid-by = Paid by { $who }.
spent = price of the reward { $reward }, at { $place }
expired = expired; it was good until { $until }
expired-idle = expired, because the account had been idle too long by { $until }
emptied = the account is emptied at the end of the tier's period
taken-back = taken back
taken-back-of = taken back; the rule { $rule } had given it for { $event } of { $when }
taken-back-for = taken back; the rule { $rule } had given it for { $period }
given-again-of = given again; the rule { $rule } gives it for what remains of { $event } of { $when }
corrected = corrected by hand
corrected-because = corrected by hand: { $why }
corrected-by = Done by { $who }.
given-to = given to { $who }
given-by = given by { $who }
given-fee = Of it, the fee is { $amount }.
merged-from = taken over from { $who }, whose record is now part of this one
merged-into = handed over to { $who }, of whose record this one is now part
pooled-from = brought in by { $who }, who belongs to this household now
pooled-into = moved to the account shared with the household { $who }
returned = returned; the redemption { $event } was cancelled
returned-tender = returned; with these points { $event } had been paid in part
reserved = reserved for { $reward } until { $until }; nothing is spent yet
hold-released = the hold { $event } of { $when } was given up; what it reserved is free again
hold-lapsed = the hold { $event } of { $when } lapsed; what it reserved is free again
approved = approved: what { $event } gave may be spent now
lot-part = { $amount } came of { $what } ({ $when }), { $good }
lot-returns = { $amount } go back to what came of { $what } ({ $when }), { $good }
lot-until = good until { $until }
lot-for-ever = good for ever
opened-until = May be spent until { $until }.
opened-from = May be spent from { $from }.
opened-from-until = May be spent from { $from } until { $until }.
opened-on-approval = May be spent once it is approved.
repaid = { $amount } of it repay a debt.

## What was taken back

back-by-line = “{ $rule }” is taken back by line: what is kept is its share of what remains of the lines, rounded down.
back-by-line-off = “{ $rule }” is taken back by line: each line keeps its share of the money off, as long as it is kept itself.
back-recompute = “{ $rule }” is worked out anew on what remains.
back-recompute-off = “{ $rule }” still holds on what remains: each line keeps its share of the money off.
back-recompute-nothing = “{ $rule }” gives nothing on what remains.
again-recompute = { $rule } is asked again on what remains: it gives more than on what an earlier refund had left.
back-when-all-is-returned = “{ $rule }” is taken back only when all its lines are returned, which is so now.
back-never = “{ $rule }” is not taken back by a refund.
back-all-undone = All that “{ $rule }” gave is undone.
back-share = { $whole } × { $remains } ÷ { $basis } = { $exact }, rounded down { $kept }
back-share-near = { $whole } × { $remains } ÷ { $basis } = { $exact }, rounded { $kept }
back-kept = of { $whole } are kept { $kept }
back-change = { $kept }; { $change } are taken back
back-corrected = With what came late it gives { $total }; it had given { $before }: { $before } − { $total } = { $less }
found-unspent = { $amount } of it were unspent.
found-expired = { $amount } of it had expired unused; that is undone.
found-debt = { $amount } of it were spent: { $who } owes them, and the next points repay them.
found-written-off = { $amount } of it were spent, and are written off.
found-charged = { $amount } of it were spent, and are charged to { $who }.

## What partners gave and took

book-issued = { $amount } issued
book-taken-back = { $amount } back
book-given-again = { $amount } given again
book-redeemed = { $amount } spent here
book-returned = { $amount } no longer spent here
book-expired = { $amount } expired unused
book-expired-back = { $amount } no longer count as expired
book-written-off = { $amount } written off
book-charged = { $amount } charged, as they were spent before they were taken back
book-exchange = { $amount } exchanged
book-paid-out = { $amount } paid out
book-adjusted = { $amount } corrected by hand
money-pays = { $who } pays { $sum }
money-pays-less = { $who } pays { $sum } less
money-is-paid = { $who } is paid { $sum }
money-is-paid-less = { $who } is paid { $sum } less
money-by-points = It is paid for by the points spent on it.
money-by-period = { $product }, rounded period by period { $money }

## What else changed

refused = Refused: { $why }
nothing = It changed nothing.
nothing-of = { $who }: nothing moved on any account.
gave = { $what } to { $who }: { $why }
gave-discount = { $name } off
gave-donation = a donation of { $name }
gave-voucher = voucher { $name }, code { $code },
gave-product = product { $name }
gave-ticket = ticket { $name }
gave-access = access { $name }
gave-message = message { $name }
gave-tier = tier { $name }
voucher-until = Honoured until { $until }.
voucher-at = Honoured at { $who }.
voucher-used = The voucher { $name } (code { $code }) of { $who } is used.
voucher-void = The voucher { $name } (code { $code }) of { $who } no longer counts.
back-in-money = { $money } back in money
back-in-points = { $money } back of what had been paid in points
back-on-card = { $money } back to gift cards and wallets
to-pay = { $money } to be paid at the till beside the points
merged = The record of { $who } is now part of that of { $into }.
known = { $who } is known from now on.
related = { $who }: “{ $name }” is { $to }
related-inviter = { $who } was invited by { $to }
related-brought-by = { $who } was brought in by { $to }
related-household = { $who } belongs to the household { $to }
related-recruited-by = { $who } was recruited by { $to }
tier-stands = { $who } stands at { $step }
tier-stands-in = { $who } stands at { $step } ({ $set })
tier-falls = Falls to { $step } on { $when }, unless the way back up is found before.
tier-granted = Granted until { $until }.
tier-review = Judged next on { $when }.
closed = The period { $period } is closed.
closed-set-off = What that set off stands behind it: { $entries }.
applied = Version { $version } of the program holds from { $from }.

## Sums

sum-wallet = sum of { $account }: { $parts }; together { $total }
sum-earned = { $amount } earned
sum-spent = { $amount } spent
sum-expired = { $amount } expired
sum-taken-back = { $amount } taken back
sum-returned = { $amount } returned
sum-other = { $amount } otherwise
sum-issued = sum: { $amount } issued, less what came back
sum-redeemed = sum: { $amount } spent here
sum-expired-unused = sum: { $amount } expired unused
sum-off-for-points = sum: { $amount } off for points, which are paid for as points
opening = balance of { $account } before: { $amount }
statement-gets = in all: { $who } gets { $sum }
statement-pays = in all: { $who } pays { $sum }
balance = balance of { $account }: { $amount }
statement-left-out = (Shown are { $shown } of { $all } entries; the sums are of all of them.)

## Refusals

refused-unknown-record = there is no such record: { $what }
refused-unknown-member = there is no such member: { $what }
refused-unknown-partner = there is no such partner: { $what }
refused-unknown-employee = there is no such employee: { $what }
refused-unknown-household = there is no such household: { $what }
refused-unknown-event = there is no such event: { $what }
refused-unknown-name = there is nothing of this name: { $what }
refused-insufficient-balance = the balance does not suffice ({ $what })
refused-amount-not-allowed = this amount is not allowed ({ $what })
refused-condition-not-met = a condition of the reward is not met ({ $what })
refused-limit-reached = the limit is reached ({ $what })
refused-limit-leaves = it leaves { $amount }
refused-out-of-stock = none is left of { $what }
refused-more-than-remains = more is returned than remains ({ $what })
refused-nothing-remains = nothing is left that could be returned ({ $what })
refused-nothing-pending = nothing of it waits for approval any more ({ $what })
refused-lapsed = its time is over ({ $what })
refused-already-done = it is already done ({ $what })
refused-not-allowed = the program does not allow it ({ $what })
refused-too-late = it comes too late ({ $what })
refused-no-program = no program version holds at that time ({ $what })
refused-too-large = the amount is too large ({ $what })
refused-does-not-fit = the two sides do not fit ({ $what })
refused-available = available: { $amount }
refused-would-do = { $amount } would do
refused-money = with it goes { $money } in money

## Why a rule gave nothing

weekday-mon = Monday
weekday-tue = Tuesday
weekday-wed = Wednesday
weekday-thu = Thursday
weekday-fri = Friday
weekday-sat = Saturday
weekday-sun = Sunday
why-not-was = { $number ->
        [many] { $noun }: { $actual }
       *[one] { $noun } was { $actual }
    }
why-not-unknown = { $noun }: not known
why-not-line = No item was one that counts by this: { $noun }
why-not-condition = { $was }; { $would } ({ $path }).
why-not-value = { $value } would do
why-not-step = { $value } would do, which takes { $from } ({ $measure })
why-not-any = any value would do
why-not-none = it would do if there were none
why-not-time = only another time would do; the rule asks: { $asked }
why-not-same = it would have to be the same as { $path }
why-not-also = The expression “{ $text }” was not true; only a change of what it reads can make it so.
why-not-also-said = The rule asks: { $asked }. That was not so; only a change of what it reads (“{ $text }”) can make it so.
why-not-nobody = There was nobody to benefit.
why-not-nobody-who = There was nobody to benefit: the rule is for { $who }.
why-not-between = The rule holds only from { $from } until { $until }.
why-not-from = The rule holds only from { $from }.
why-not-until = The rule held only until { $until }.
why-not-limit = Its limit ({ $most }) is used up; there is room again only when something is taken back, or a hold of somebody else ends.
why-not-limit-until = Its limit ({ $most }) is used up; there is room again from { $again }.
why-not-limit-shared = Its limit ({ $most }) was used up by what rules gave before it for the same event; there is room again only when something is taken back, or a hold of somebody else ends.
why-not-limit-shared-until = Its limit ({ $most }) was used up by what rules gave before it for the same event; there is room again from { $again }.
why-not-limit-event = Its limit ({ $most } for each event) leaves nothing.
why-not-limit-of = It multiplies what the rule { $rule } gives, whose limit ({ $most }) has no room for more; it has room again only when something is taken back, or a hold of somebody else ends.
why-not-limit-of-until = It multiplies what the rule { $rule } gives, whose limit ({ $most }) has no room for more; it has room again from { $again }.
why-not-limit-of-event = It multiplies what the rule { $rule } gives, and that gives at most { $most } for each event.
why-not-outranked = The rule { $rule } comes before it: only one of the two gives.
why-not-case = { $was }, for which this rule gives nothing; it gives for { $would } ({ $path }).
why-not-case-from = { $value } (from { $from }: { $measure })
why-not-from-step = { $was }, for which this rule gives nothing; it gives from { $would } ({ $path }).
why-not-nothing-multiplied = It multiplies what other rules give on { $account } for the amount of a purchase, and no rule does.
why-not-nothing-multiplied-by = It multiplies what other rules give on { $account } for the amount of a purchase, and there was nothing of that; one of these would have to give: { $rules }.
why-not-of-nothing = It builds on what the rule { $rule } gives, and that gave nothing for this event.
why-not-no-rest = Other rules left nothing of what the rule { $rule } gave.
why-not-other-lines = It multiplies only some items, and the rule { $rule } gives for none of them.
why-not-adds-nothing = What it adds to what the rule { $rule } gives rounds to nothing.
why-not-nothing-left = Nothing was left of the purchase that could be taken off.
why-not-too-small = All its conditions held, but it gives for every full { $per }, and what counts here was { $basis }.
why-not-rounds-to-nothing = All its conditions held, but its share of { $basis } rounds to nothing; { $least } would do.
why-not-nothing = All its conditions held, but what it gives came to nothing.
why-not-all-gave = Every rule for this kind of event gave.
why-not-no-rule = No rule is for this kind of event. What it does is not a rule’s to give: coterie explain says it.
why-not-as-if = This event was of { $who }. What follows is what would have been if it had been of { $whom }.
why-not-as-if-nobodys = This event was of no member. What follows is what would have been if it had been of { $whom }.
