### Що пояснення кажуть українською.

coalition = коаліція

## Що сталося

event-purchase = покупка
event-refund = повернення
event-redemption = отримання винагороди
event-hold = бронь
event-capture = списання броні
event-release = зняття броні
event-cancellation = скасування
event-voucher = ваучер
event-signup = вступ
event-member = зміна даних учасника
event-partner = зміна даних партнера
event-employee = зміна даних працівника
event-approval = затвердження
event-adjustment = виправлення вручну
event-transfer = передавання
event-tier = рівень, наданий вручну
event-merge = об'єднання
event-close = закриття періоду
event-review = відгук
event-visit = відвідування
event-check-in = відмітка про відвідування
event-referral = рекомендація
event-score = оцінка
head-member = учасника { $who }
head-of = ({ $who })
head-tier-member = учаснику { $who }
head-tier-partner = партнеру { $who }
head-employee = з обслуговуванням { $who }
head-household = родини { $who }
head-from = від учасника { $who }
head-to = учаснику { $who }
head-into = з учасником { $who }
head-partner = у партнера { $who }
head-about = до події { $what }
head-reward = ({ $what })
head-code = з кодом { $what }
head-period = { $what }
head-version = версія програми { $version }
head-late = із запізненням: книги були вже на { $clock }
due-hold-lapses = спливає бронь { $what } учасника { $who }
due-expiry = згоряння на рахунку { $what } учасника { $who }
due-idle-expiry = згоряння через бездіяльність на рахунку { $what } учасника { $who }
due-grant-ends = кінець наданого рівня: { $who } ({ $what })
due-tier-review = перегляд рівня: { $who } ({ $what })
due-tier-falls = кінець відстрочки рівня: { $who } ({ $what })
due-clock = що випливає з календаря: { $who } ({ $what })
due-expiring = попередження перед згорянням балів: { $who } ({ $what })
due-close = що випливає із закриття періоду: { $who } ({ $what })
due-correction = зміна для { $who } через те, що із запізненням надійшло за { $period } ({ $what })

## Розрахунок

arithmetic-whole = повних { $per } у { $basis }: { $steps }; { $steps } × { $gives }
arithmetic-whole-by-line = повних { $per } у кожній позиції з { $basis }, × { $gives }
arithmetic-pieces = { $each } × { $pieces } шт.
arithmetic-slices = за сходинками від { $basis }
arithmetic-rounded = { $told } = { $exact }, { $rounds ->
        [down] з округленням донизу
        [up] з округленням догори
       *[nearest] після округлення
    } { $result }
arithmetic-by-line = { $told }, з округленням за кожною позицією: { $result }
arithmetic-in-all = { $told }: усього { $result }
arithmetic-limited = { $unlimited }, обмежено до { $amount }
arithmetic-corrected = { $told }; з цього { $before } нараховано раніше: { $total } − { $before } = { $more }
arithmetic-part = { $lines ->
        [some] { $part } із цих { $before } — за його позиції
       *[all] { $part } із цих { $before } множаться
    }; { $part } × { $factor } = { $multiple }, тобто на { $added } більше: +{ $more }
arithmetic-part-rounded = { $lines ->
        [some] × { $factor } на частину з цих { $before }, після округлення: +{ $more }
       *[all] × { $factor } на ці { $before }, після округлення: +{ $more }
    }

## Що перемістилося

by-rule = правило { $rule }
by-reward = винагорода { $rule }
paid-by = Платить: { $who }.
spent = ціна винагороди { $reward }; місце: { $place }
expired = згоріло; діяло до { $until }
expired-idle = згоріло, бо рахунок надто довго був без руху; кінець: { $until }
emptied = рахунок обнуляється наприкінці періоду рівня
taken-back = вилучено назад
taken-back-of = вилучено назад; це дало правило { $rule } за { $event } від { $when }
taken-back-for = вилучено назад; це дало правило { $rule } за { $period }
given-again-of = нараховано знову; правило { $rule } дає це за те, що залишається від { $event } від { $when }
corrected = виправлено вручну
corrected-because = виправлено вручну: { $why }
corrected-by = Хто: { $who }.
given-to = передано; отримувач: { $who }
given-by = отримано; відправник: { $who }
given-fee = З них комісія: { $amount }.
merged-from = перейнято з рахунку { $who }, що тепер є частиною цього
merged-into = перенесено на рахунок { $who }, частиною якого це тепер стало
pooled-from = внесено учасником { $who }, який тепер належить до цієї сімейної групи
pooled-into = перенесено на спільний рахунок сімейної групи { $who }
returned = повернуто; отримання винагороди { $event } скасовано
returned-tender = повернуто; цими балами частково сплатили { $event }
reserved = заброньовано на { $reward } до { $until }; нічого ще не витрачено
hold-released = бронь { $event } від { $when } знято; заброньоване знову вільне
hold-lapsed = бронь { $event } від { $when } спливла; заброньоване знову вільне
approved = затверджено: надане за { $event } уже можна витрачати
lot-part = { $amount } — від { $what } ({ $when }), { $good }
lot-returns = { $amount } повертаються до наданого за { $what } ({ $when }), { $good }
lot-until = діє до { $until }
lot-for-ever = діє безстроково
opened-until = Можна витратити до { $until }.
opened-from = Можна витрачати з { $from }.
opened-from-until = Можна витрачати з { $from } до { $until }.
opened-on-approval = Можна витрачати після затвердження.
repaid = З цього на погашення боргу: { $amount }.

## Що вилучено назад

back-by-line = Правило «{ $rule }» вилучається за позиціями: лишається його частка в тому, що лишилося від позицій, з округленням донизу.
back-by-line-off = Правило «{ $rule }» вилучається за позиціями: кожна позиція зберігає свою частку знижки, поки лишається сама.
back-recompute = Правило «{ $rule }» перераховується на те, що лишилося.
back-recompute-off = Правило «{ $rule }» діє і для того, що лишилося: кожна позиція зберігає свою частку знижки.
back-recompute-nothing = Правило «{ $rule }» за те, що лишилося, нічого не дає.
again-recompute = Правило { $rule } застосовується заново до того, що залишається: воно дає більше, ніж за те, що залишило попереднє повернення.
back-when-all-is-returned = Правило «{ $rule }» вилучається, лише коли повернуто всі його позиції, і це так.
back-never = Правило «{ $rule }» при поверненні не вилучається.
back-all-undone = Усе, що дало правило «{ $rule }», скасовано.
back-share = { $whole } × { $remains } ÷ { $basis } = { $exact }, з округленням донизу { $kept }
back-share-near = { $whole } × { $remains } ÷ { $basis } = { $exact }, з округленням { $kept }
back-kept = із { $whole } лишається { $kept }
back-change = { $kept }; вилучається { $change }
back-corrected = З урахуванням того, що надійшло із запізненням, воно дає { $total }; раніше дало { $before }: { $before } − { $total } = { $less }
found-unspent = З цього не витрачено: { $amount }.
found-expired = З цього вже згоріло: { $amount }; це скасовується.
found-debt = З цього вже витрачено: { $amount }; це борг учасника { $who }, його погасять наступні бали.
found-written-off = З цього вже витрачено: { $amount }; це списується.
found-charged = З цього вже витрачено: { $amount }; це покладається на партнера { $who }.

## Що партнери дали і прийняли

book-issued = видано { $amount }
book-taken-back = повернулося { $amount }
book-given-again = нараховано знову: { $amount }
book-redeemed = витрачено тут: { $amount }
book-returned = тут більше не витрачено: { $amount }
book-expired = згоріло невикористаним: { $amount }
book-expired-back = більше не вважається згорілим: { $amount }
book-written-off = списано { $amount }
book-charged = покладено на партнера: { $amount }, бо їх витратили до вилучення
book-exchange = обміняно { $amount }
book-paid-out = виплачено { $amount }
book-adjusted = виправлено вручну: { $amount }
money-pays = { $who } платить { $sum }
money-pays-less = { $who } платить менше на { $sum }
money-is-paid = { $who } отримує { $sum }
money-is-paid-less = { $who } отримує менше на { $sum }
money-by-points = Це оплачено витраченими на це балами.
money-by-period = { $product }, з округленням за кожним періодом { $money }

## Що ще змінилося

refused = Відмова: { $why }
nothing = Нічого не змінилося.
nothing-of = { $who }: без руху на рахунках.
gave = { $what } — { $who }: { $why }
gave-discount = знижка { $name }
gave-donation = пожертва { $name }
gave-voucher = ваучер { $name }, код { $code },
gave-product = товар { $name }
gave-ticket = квиток { $name }
gave-access = доступ { $name }
gave-message = повідомлення { $name }
gave-tier = рівень { $name }
voucher-until = Діє до { $until }.
voucher-at = Приймає: { $who }.
voucher-used = Використано ваучер { $name } (код { $code }) учасника { $who }.
voucher-void = Ваучер { $name } (код { $code }) учасника { $who } більше не діє.
back-in-money = повернення грошима: { $money }
back-in-points = повернення сплаченого балами: { $money }
back-on-card = повернення на подарункові картки й гаманці: { $money }
to-pay = доплата на касі понад бали: { $money }
merged = Рахунок { $who } тепер є частиною рахунку { $into }.
known = Тепер відомий: { $who }.
related = { $who }: «{ $name }» — це { $to }
related-inviter = { $who }: запросив учасник { $to }
related-brought-by = { $who }: залучив партнер { $to }
related-household = { $who }: сімейна група — { $to }
related-recruited-by = { $who }: цього партнера знайшов партнер { $to }
tier-stands = { $who }: рівень «{ $step }»
tier-stands-in = { $who }: рівень «{ $step }» ({ $set })
tier-falls = Опуститься до { $step } { $when }, якщо умову доти не буде знову виконано.
tier-granted = Наданий до { $until }.
tier-review = Наступна оцінка: { $when }.
closed = Період { $period } закрито.
closed-set-off = Те, що з цього випливло, є в наступних записах: { $entries }.
applied = Версія { $version } програми діє з { $from }.

## Суми

sum-wallet = сума за рахунком «{ $account }»: { $parts }; усього { $total }
sum-earned = { $amount } нараховано
sum-spent = { $amount } витрачено
sum-expired = { $amount } згоріло
sum-taken-back = { $amount } вилучено назад
sum-returned = { $amount } повернено
sum-other = { $amount } інше
sum-issued = сума: видано { $amount } без того, що повернулося
sum-redeemed = сума: витрачено тут { $amount }
sum-expired-unused = сума: згоріло невикористаним { $amount }
sum-off-for-points = сума: знижки за бали { $amount }, розраховуються як бали
opening = залишок на рахунку «{ $account }» до цього: { $amount }
statement-gets = разом: { $who } отримує { $sum }
statement-pays = разом: { $who } платить { $sum }
balance = залишок на рахунку «{ $account }»: { $amount }
statement-left-out = (Показано записів: { $shown } з { $all }; суми — за всіма.)

## Відмови

refused-unknown-record = такого запису немає: { $what }
refused-unknown-member = такого учасника немає: { $what }
refused-unknown-partner = такого партнера немає: { $what }
refused-unknown-employee = такого працівника немає: { $what }
refused-unknown-household = такої сімейної групи немає: { $what }
refused-unknown-event = такої події немає: { $what }
refused-unknown-name = з такою назвою нічого немає: { $what }
refused-insufficient-balance = на рахунку недостатньо ({ $what })
refused-amount-not-allowed = така кількість не допускається ({ $what })
refused-condition-not-met = умову винагороди не виконано ({ $what })
refused-limit-reached = ліміт вичерпано ({ $what })
refused-limit-leaves = за ним лишається ще { $amount }
refused-out-of-stock = запас скінчився: { $what }
refused-more-than-remains = повертають більше, ніж лишилося ({ $what })
refused-nothing-remains = повертати більше нічого ({ $what })
refused-nothing-pending = підтверджувати більше нічого ({ $what })
refused-lapsed = строк минув ({ $what })
refused-already-done = це вже зроблено ({ $what })
refused-not-allowed = програма цього не дозволяє ({ $what })
refused-too-late = запізно ({ $what })
refused-no-program = у цей час не діє жодна версія програми ({ $what })
refused-too-large = завелика сума ({ $what })
refused-does-not-fit = сторони не пасують одна одній ({ $what })
refused-available = доступно: { $amount }
refused-would-do = підійшло б: { $amount }
refused-money = і до цього грошима: { $money }

## Чому правило нічого не дало

weekday-mon = понеділок
weekday-tue = вівторок
weekday-wed = середа
weekday-thu = четвер
weekday-fri = п'ятниця
weekday-sat = субота
weekday-sun = неділя
why-not-was = { $number ->
        [many] { $noun }: { $actual }
       *[one] { $noun }: { $actual }
    }
why-not-unknown = { $noun }: значення немає
why-not-line = Жодна позиція не підходить за ознакою: { $noun }
why-not-condition = { $was }; { $would } ({ $path }).
why-not-value = підійшло б: { $value }
why-not-step = підійшло б: { $value }, тобто від { $from } ({ $measure })
why-not-any = підійшло б будь-яке значення
why-not-none = значення тут бути не повинно
why-not-time = підійшов би лише інший час; правило вимагає: { $asked }
why-not-same = має збігатися з { $path }
why-not-also = Вираз «{ $text }» не був істинним; змінити це може лише інше значення того, що він читає.
why-not-also-said = Правило вимагає: { $asked }. Цього не було; змінити це може лише інше значення того, що воно читає («{ $text }»).
why-not-nobody = Не було кому отримати вигоду.
why-not-nobody-who = Не було кому отримати вигоду; для кого це правило: { $who }.
why-not-between = Правило діє лише з { $from } до { $until }.
why-not-from = Правило діє лише з { $from }.
why-not-until = Правило діяло лише до { $until }.
why-not-limit = Ліміт правила ({ $most }) вичерпано; місце звільниться, лише якщо щось вилучать назад або закінчиться чиясь бронь.
why-not-limit-until = Ліміт правила ({ $most }) вичерпано; він поновиться { $again }.
why-not-limit-shared = Ліміт правила ({ $most }) вичерпано тим, що за ту саму подію дали правила перед ним; місце звільниться, лише якщо щось вилучать назад або закінчиться чиясь бронь.
why-not-limit-shared-until = Ліміт правила ({ $most }) вичерпано тим, що за ту саму подію дали правила перед ним; він поновиться { $again }.
why-not-limit-event = Ліміт правила ({ $most } за подію) нічого не залишає.
why-not-limit-of = Правило множить те, що дає правило { $rule }, а в його ліміті ({ $most }) більше немає місця; воно звільниться, лише якщо щось вилучать назад або закінчиться чиясь бронь.
why-not-limit-of-until = Правило множить те, що дає правило { $rule }, а в його ліміті ({ $most }) більше немає місця; він поновиться { $again }.
why-not-limit-of-event = Правило множить те, що дає правило { $rule }, а воно дає за одну подію не більше ніж { $most }.
why-not-outranked = Першим іде правило { $rule }: дає лише одне з них.
why-not-case = { $was }; у цьому випадку правило нічого не дає; воно дає при: { $would } ({ $path }).
why-not-case-from = { $value } (від { $from }: { $measure })
why-not-from-step = { $was }; у цьому випадку правило нічого не дає; воно дає від { $would } ({ $path }).
why-not-nothing-multiplied = Правило множить те, що інші правила дають на рахунок «{ $account }» від суми покупки, а таких правил немає.
why-not-nothing-multiplied-by = Правило множить те, що інші правила дають на рахунок «{ $account }» від суми покупки, а такого не було; щось мало б дати одне з правил: { $rules }.
why-not-of-nothing = Правило спирається на те, що дає правило «{ $rule }», а воно за цю подію нічого не дало.
why-not-no-rest = Інші правила нічого не залишили від того, що дало правило «{ $rule }».
why-not-other-lines = Правило множить лише деякі позиції, а правило «{ $rule }» не дає за жодну з них.
why-not-adds-nothing = Те, що правило додає до того, що дає правило «{ $rule }», після округлення дорівнює нулю.
why-not-nothing-left = Від покупки не залишилося нічого, що можна було б зняти.
why-not-too-small = Усі умови виконано, але правило дає за кожні повні { $per }, а зараховувалося тут { $basis }.
why-not-rounds-to-nothing = Усі умови виконано, але частка від { $basis } після округлення дорівнює нулю; підійшло б { $least }.
why-not-nothing = Усі умови виконано, але сума виявилася нульовою.
why-not-all-gave = Кожне правило для таких подій щось дало.
why-not-no-rule = Для таких подій правил немає. Про те, що вона робить, каже coterie explain.
why-not-as-if = Чия це подія: { $who }. Далі йдеться про те, що було б, якби її учасником був { $whom }.
why-not-as-if-nobodys = Ця подія не належить жодному учаснику. Далі йдеться про те, що було б, якби її учасником був { $whom }.
