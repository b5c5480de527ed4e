### Що програма каже українською, на «ви». Граматичні змінні: див. src/texts.rs.

## Списки й числа

join-and = { $rest } та { $end }
join-or = { $rest } або { $end }
join-clauses = { $rest }, а { $end }
either = або { $place ->
        [first] { $clause }
       *[later] { $clause }
    }
percent = { $number } %
yes = так
no = ні
named = «{ $name }»
free = безкоштовно

## Дні та строки

date = { $day } { $month ->
        [jan] січня
        [feb] лютого
        [mar] березня
        [apr] квітня
        [may] травня
        [jun] червня
        [jul] липня
        [aug] серпня
        [sep] вересня
        [oct] жовтня
        [nov] листопада
       *[dec] грудня
    } { $year } року
moment = { $date }, { $time }
period-week = { $week }-й тиждень { $year } року
period-month = { $month ->
        [jan] січень
        [feb] лютий
        [mar] березень
        [apr] квітень
        [may] травень
        [jun] червень
        [jul] липень
        [aug] серпень
        [sep] вересень
        [oct] жовтень
        [nov] листопад
       *[dec] грудень
    } { $year } року
period-quarter = { $quarter ->
        [first] перший
        [second] другий
        [third] третій
       *[fourth] четвертий
    } квартал { $year } року
period-year = { $year } рік
span-years = { $case ->
        [genitive] { $count } { $plural ->
            [one] року
           *[other] років
        }
       *[plain] { $count } { $plural ->
            [one] рік
            [few] роки
            [many] років
           *[other] року
        }
    }
span-months = { $case ->
        [genitive] { $count } { $plural ->
            [one] місяця
           *[other] місяців
        }
       *[plain] { $count } { $plural ->
            [one] місяць
            [few] місяці
           *[other] місяців
        }
    }
span-days = { $case ->
        [genitive] { $count } { $plural ->
            [one] дня
           *[other] днів
        }
       *[plain] { $count } { $plural ->
            [one] день
            [few] дні
           *[other] днів
        }
    }
span-hours = { $case ->
        [genitive] { $count } { $plural ->
            [one] години
           *[other] годин
        }
       *[plain] { $count } { $plural ->
            [one] годину
            [few] години
           *[other] годин
        }
    }
span-minutes = { $case ->
        [genitive] { $count } { $plural ->
            [one] хвилини
           *[other] хвилин
        }
       *[plain] { $count } { $plural ->
            [one] хвилину
            [few] хвилини
           *[other] хвилин
        }
    }
span-seconds = { $case ->
        [genitive] { $count } { $plural ->
            [one] секунди
           *[other] секунд
        }
       *[plain] { $count } { $plural ->
            [one] секунду
            [few] секунди
           *[other] секунд
        }
    }
window-this = { $used ->
        [event] { $period ->
            [day] сьогодні
            [week] цього тижня
            [month] цього місяця
            [quarter] цього кварталу
           *[year] цього року
        }
       *[measure] { $period ->
            [day] за сьогодні
            [week] за цей тиждень
            [month] за цей місяць
            [quarter] за цей квартал
           *[year] за цей рік
        }
    }
window-last = { $period ->
        [day] за вчорашній день
        [week] за минулий тиждень
        [month] за минулий місяць
        [quarter] за минулий квартал
       *[year] за минулий рік
    }
window-of-fact = { $period ->
        [day] за день, якого
        [week] за тиждень, якого
        [month] за місяць, якого
        [quarter] за квартал, якого
       *[year] за рік, якого
    } це стосується,
window-rolling = { $plural ->
        [one] за останній { $span }
       *[other] за останні { $span }
    }

## Одиниці

unit-point = { $count } { $case ->
        [genitive] { $plural ->
            [one] бала
            [few] балів
            [many] балів
           *[other] бала
        }
       *[plain] { $plural ->
            [one] бал
            [few] бали
            [many] балів
           *[other] бала
        }
    }
unit-mile = { $count } { $case ->
        [genitive] { $plural ->
            [one] милі
            [few] миль
            [many] миль
           *[other] милі
        }
       *[plain] { $plural ->
            [one] милю
            [few] милі
            [many] миль
           *[other] милі
        }
    }
unit-star = { $count } { $case ->
        [genitive] { $plural ->
            [one] зірки
            [few] зірок
            [many] зірок
           *[other] зірки
        }
       *[plain] { $plural ->
            [one] зірку
            [few] зірки
            [many] зірок
           *[other] зірки
        }
    }
unit-stamp = { $count } { $case ->
        [genitive] { $plural ->
            [one] наліпки
            [few] наліпок
            [many] наліпок
           *[other] наліпки
        }
       *[plain] { $plural ->
            [one] наліпку
            [few] наліпки
            [many] наліпок
           *[other] наліпки
        }
    }
unit-token = { $count } { $case ->
        [genitive] { $plural ->
            [one] жетона
            [few] жетонів
            [many] жетонів
           *[other] жетона
        }
       *[plain] { $plural ->
            [one] жетон
            [few] жетони
            [many] жетонів
           *[other] жетона
        }
    }
unit-kudo = { $count } { $case ->
        [genitive] { $plural ->
            [one] кудоса
            [few] кудосів
            [many] кудосів
           *[other] кудоса
        }
       *[plain] { $plural ->
            [one] кудос
            [few] кудоси
            [many] кудосів
           *[other] кудоса
        }
    }
units-point = { $case ->
        [genitive] балів
       *[plain] бали
    }
units-mile = { $case ->
        [genitive] миль
       *[plain] милі
    }
units-star = { $case ->
        [genitive] зірок
       *[plain] зірки
    }
units-stamp = { $case ->
        [genitive] наліпок
       *[plain] наліпки
    }
units-token = { $case ->
        [genitive] жетонів
       *[plain] жетони
    }
units-kudo = { $case ->
        [genitive] кудосів
       *[plain] кудоси
    }
unit-named = { $count } × «{ $name }»
units-named = { $case ->
        [genitive] одиниць «{ $name }»
       *[plain] одиниці «{ $name }»
    }
units-of = { $person ->
        [you] ваші { $units }
       *[other] { $units } { $who_genitive }
    }
account-of = { $person ->
        [you] ваші кошти на рахунку «{ $account }»
       *[other] кошти { $who_genitive } на рахунку «{ $account }»
    }
credited-to-account-of = { $person ->
        [you] нарахування на ваш рахунок «{ $account }»
       *[other] нарахування на рахунок «{ $account }» { $who_genitive }
    }

## Хто

role-member = { $case ->
        [genitive] учасника
       *[plain] учасник
    }
role-partner = { $case ->
        [genitive] партнера
       *[plain] партнер
    }
role-employee = { $case ->
        [genitive] працівника, який вас обслуговує,
       *[plain] працівник, який вас обслуговує,
    }
role-any-employee = { $case ->
        [genitive] працівника
       *[plain] працівник
    }
role-household = { $case ->
        [genitive] вашої родини
       *[plain] ваша родина
    }
role-coalition = { $case ->
        [genitive] коаліції
       *[plain] коаліція
    }
role-field-member = { $case ->
        [genitive] учасника, зазначеного як «{ $name }»,
       *[plain] учасник, зазначений як «{ $name }»,
    }
role-field-partner = { $case ->
        [genitive] партнера, зазначеного як «{ $name }»,
       *[plain] партнер, зазначений як «{ $name }»,
    }
role-field-employee = { $case ->
        [genitive] працівника, зазначеного як «{ $name }»,
       *[plain] працівник, зазначений як «{ $name }»,
    }
role-field-household = { $case ->
        [genitive] родини, зазначеної як «{ $name }»,
       *[plain] родина, зазначена як «{ $name }»,
    }
role-relation-member = { $case ->
        [genitive] учасника в ролі «{ $name }»
       *[plain] учасник у ролі «{ $name }»
    }
role-relation-partner = { $case ->
        [genitive] партнера в ролі «{ $name }»
       *[plain] партнер у ролі «{ $name }»
    }
role-relation-employee = { $case ->
        [genitive] працівника в ролі «{ $name }»
       *[plain] працівник у ролі «{ $name }»
    }
role-relation-household = { $case ->
        [genitive] родини в ролі «{ $name }»
       *[plain] родина в ролі «{ $name }»
    }
role-relation-coalition = { $case ->
        [genitive] коаліції в ролі «{ $name }»
       *[plain] коаліція в ролі «{ $name }»
    }
role-member-inviter = { $case ->
        [genitive] того, хто вас запросив,
       *[plain] той, хто вас запросив,
    }
role-member-brought-by = { $case ->
        [genitive] партнера, який вас залучив,
       *[plain] партнер, який вас залучив,
    }
role-member-household = { $case ->
        [genitive] вашої родини
       *[plain] ваша родина
    }
role-member-brought-by-recruited-by = { $case ->
        [genitive] партнера, який знайшов того, хто вас залучив,
       *[plain] партнер, який знайшов того, хто вас залучив,
    }
role-partner-recruited-by = { $case ->
        [genitive] партнера, який знайшов цього партнера,
       *[plain] партнер, який знайшов цього партнера,
    }

## Рахунки

account = { $subject } { $does }
account-pooled = { $subject }, спільні для всієї родини, { $does }
available-at-once = доступні одразу
available-after = стають доступними через { $span } після нарахування
available-when-approved = стають доступними після підтвердження
expires-never = не згорають
expires-after = згорають через { $span } після нарахування
expires-after-and-at = згорають через { $span } після нарахування, наприкінці { $period ->
        [day] відповідного дня
        [week] відповідного тижня
        [month] відповідного місяця
        [quarter] відповідного кварталу
       *[year] відповідного року
    }
expires-at = згорають наприкінці { $period ->
        [day] дня, у якому
        [week] тижня, у якому
        [month] місяця, у якому
        [quarter] кварталу, у якому
       *[year] року, у якому
    } були нараховані
expires-idle = згорають через { $span } без нарахувань і списань
transfer = ви можете передати { $what } іншому учаснику
from-account = кошти з рахунку «{ $account }»
transfer-at-least = не менше { $amount_genitive } за раз
transfer-fee = комісія: { $fee }

## Рівні

level-named = «{ $level }»
tier-first = { $person ->
        [you] ви починаєте з рівня { $level }
       *[other] { $who } починає з рівня { $level }
    }
tier-judged = { $person ->
        [you] ви маєте рівень { $level }, поки { $noun } { $predicate }
       *[other] { $who } має рівень { $level }, поки { $noun } { $predicate }
    }
tier-judged-always = { $person ->
        [you] ви отримуєте рівень { $level }, щойно { $noun } { $reaches }
       *[other] { $who } отримує рівень { $level }, щойно { $noun } { $reaches }
    }
tier-reached-at-once = { $person ->
        [you] ви отримуєте рівень { $level }, щойно { $noun } { $reaches }
       *[other] { $who } отримує рівень { $level }, щойно { $noun } { $reaches }
    }
tier-reached-at-period-end = { $period ->
        [day] наприкінці дня
        [week] наприкінці тижня
        [month] наприкінці місяця
        [quarter] наприкінці кварталу
        [year] наприкінці року
       *[period] наприкінці періоду
    } { $person ->
        [you] ви отримуєте рівень { $level }, якщо { $noun } { $predicate }
       *[other] { $who } отримує рівень { $level }, якщо { $noun } { $predicate }
    }
judged-at-the-end-of-each = { $period ->
        [day] наприкінці кожного дня
        [week] наприкінці кожного тижня
        [month] наприкінці кожного місяця
        [quarter] наприкінці кожного кварталу
       *[year] наприкінці кожного року
    }
judged-every = кожні { $span }
tier-falls-one-step = { $judged } ми перевіряємо це знову, і, якщо умову не виконано, { $person ->
        [you] ви опускаєтеся на один рівень
       *[other] { $who } опускається на один рівень
    }
tier-falls-to-judged = { $judged } ми перевіряємо це знову, і, якщо умову не виконано, { $person ->
        [you] ви переходите на рівень, умови якого виконуєте
       *[other] { $who } переходить на рівень, умови якого виконує
    }
tier-falls-after-grace = { $falls }, але не раніше ніж ще через { $grace }
tier-kept-for-ever = { $person ->
        [you] досягнутий рівень залишається у вас назавжди
       *[other] досягнутий рівень залишається назавжди
    }
tier-resets = наприкінці кожного { $period ->
        [day] дня
        [week] тижня
        [month] місяця
        [quarter] кварталу
        [year] року
       *[period] періоду
    } залишок на рахунку «{ $accounts }» обнуляється

## Речення

head-occasion = { $occasion } { $core }
head-if = якщо { $if }, { $core }
head-occasion-if = { $occasion }, якщо { $if }, { $core }
gets = { $person ->
        [you] ви отримуєте { $what }
       *[other] { $who } отримує { $what }
    }
reward = { $name } ({ $cost }): { $core }
reward-by-steps = { $name }: { $core }
cost = за { $price }
cost-added = з доплатою { $money }
reward-at-the-till = винагороду ви отримуєте на касі
reward-per-step = { $gives } { $number ->
        [one] за { $step }
       *[many] за кожні { $step }
    }
payer = платить { $who }
referral-both = за першу покупку вашого друга ви отримуєте { $you }, а друг — { $friend }
referral-you = за першу покупку вашого друга ви отримуєте { $you }

## Коли

on-purchase = за кожну покупку
on-first-purchase = за вашу першу покупку
on-nth-purchase = за вашу { $number }-{ $digit ->
        [d1] шу
        [d2] гу
        [d3] тю
        [d7] му
        [d8] му
       *[d0] ту
    } покупку
on-every-nth-purchase = за кожну вашу { $number }-{ $digit ->
        [d1] шу
        [d2] гу
        [d3] тю
        [d7] му
        [d8] му
       *[d0] ту
    } покупку
on-first-check-in = за вашу першу відмітку про відвідування
on-first-review = за ваш перший відгук
on-first-visit = за ваше перше відвідування
on-first-referral = за вашу першу рекомендацію
on-first-event = за вашу першу подію «{ $name }»
run-of-periods = { $count } { $period ->
        [day] { $plural ->
            [one] день
            [few] дні
           *[other] днів
        }
        [week] { $plural ->
            [one] тиждень
            [few] тижні
           *[other] тижнів
        }
        [month] { $plural ->
            [one] місяць
            [few] місяці
           *[other] місяців
        }
        [quarter] { $plural ->
            [one] квартал
            [few] квартали
           *[other] кварталів
        }
       *[year] { $plural ->
            [one] рік
            [few] роки
           *[other] років
        }
    }
makes-a-run = тим самим у вас набирається ще { run-of-periods } поспіль, у які були { $events },
makes-a-run-of = це вже { run-of-periods } поспіль, у які були { $events },
amounting-to = на суму { $range }
on-refund = за кожне повернення
on-redemption = за кожну отриману винагороду
on-hold = за кожну заброньовану винагороду
on-capture = під час отримання заброньованої винагороди
on-release = у разі відмови від броні винагороди
on-cancellation = у разі скасування винагороди
on-voucher = за кожен використаний ваучер
on-signup = за вступ до програми
on-member = у разі зміни ваших даних
on-partner = у разі зміни даних партнера
on-employee = у разі зміни даних працівника
on-approval = після підтвердження
on-adjustment = у разі виправлення рахунку
on-transfer = за кожне передавання
on-tier = за присвоєння рівня
on-merge = у разі об’єднання двох рахунків
on-close = після закриття періоду
on-apply = у разі зміни програми
on-review = за кожен відгук
on-visit = за кожне відвідування
on-check-in = за кожну відмітку про відвідування
on-referral = за кожну рекомендацію
on-score = за кожну оцінку партнера
on-event = за кожну подію «{ $name }»
on-rise = після переходу { $person ->
        [you] на вищий рівень
       *[other] { $who_genitive } на вищий рівень
    }
on-reaching = { $person ->
        [you] після досягнення рівня { $levels }
       *[other] коли { $who } досягає рівня { $levels },
    }
on-fall = після переходу { $person ->
        [you] на нижчий рівень
       *[other] { $who_genitive } на нижчий рівень
    }
at-the-end-of-each = наприкінці { $period ->
        [day] кожного дня
        [week] кожного тижня
        [month] кожного місяця
        [quarter] кожного кварталу
       *[year] кожного року
    }
before-expiry = за { $span } до згоряння { $person ->
        [you] ваших { $units_genitive }
       *[other] { $units_genitive } { $who_genitive }
    }
at-the-hour = { $day } о { $time }
anniversary = щороку в річницю «{ $name }»{ $person ->
        [you] { "" }
       *[other] { " " }{ $who_genitive }
    }
anniversary-birthday = { $person ->
        [you] у ваш день народження
       *[other] у день народження { $who_genitive }
    }
anniversary-month = у місяць річниці «{ $name }»{ $person ->
        [you] { "" }
       *[other] { " " }{ $who_genitive }
    }
anniversary-month-birthday = { $person ->
        [you] у місяць вашого дня народження
       *[other] у місяць дня народження { $who_genitive }
    }
on-weekdays = у { $days }
weekday-plural = { $day ->
        [mon] понеділки
        [tue] вівторки
        [wed] середи
        [thu] четверги
        [fri] п’ятниці
        [sat] суботи
       *[sun] неділі
    }
in-months = у { $months }
month-in = { $month ->
        [jan] січні
        [feb] лютому
        [mar] березні
        [apr] квітні
        [may] травні
        [jun] червні
        [jul] липні
        [aug] серпні
        [sep] вересні
        [oct] жовтні
        [nov] листопаді
       *[dec] грудні
    }
on-days-of-month = { $days } числа місяця
day-nth = { $number }-го
on-dates = { $dates }
from-to = з { $from } по { $to }
from-day = з { $from }
to-day = до { $to } включно
between-hours = з { $from } до { $until }
for-the-first = { $plural ->
        [one] протягом першого { $span_genitive }
       *[other] протягом перших { $span_genitive }
    }

## Де

at-partner = у партнера { $names }
at-other-partners = у всіх партнерів, крім { $names },
at-location = у точці { $names }
at-other-locations = у всіх точках, крім { $names },
with-code = з кодом { $codes }
at-level = на рівні { $levels }
at-other-levels = на всіх рівнях, крім { $levels },

## Які товари

lines-of-category = в категорії { $names }
lines-except-category = { $number ->
        [one] (крім категорії { $names })
       *[many] (крім категорій { $names })
    }
lines-of-sku = { $number ->
        [one] з товаром { $names }
       *[many] з будь-яким із товарів { $names }
    }
lines-except-sku = { $number ->
        [one] (крім товару { $names })
       *[many] (крім товарів { $names })
    }
lines-where = (лише товари, для яких { $conditions })
product-named = «{ $name }»

## Якщо

noun-predicate = { $noun } { $predicate }
with-this-purchase = { $noun } разом із цією покупкою
completes-pieces = з цією покупкою набирається ще { $count } { $plural ->
        [one] штука
        [few] штуки
       *[other] штук
    }{ $lines ->
        [these] { " " }цих товарів
       *[all] { "" }
    } (рахуючи всі ваші покупки)
completes-amount = з цією покупкою у вас набираються чергові { $amount } загальної суми покупок
noun-plus = { $left } плюс { $right }
noun-minus = { $left } мінус { $right }
noun-times = { $left } × { $right }
noun-divided-by = ціла частина від ділення { $left_genitive } на { $right }
noun-remainder = остача від ділення { $left_genitive } на { $right }
noun-in-brackets = ({ $noun })
is-compared = — { $how ->
        [equal] стільки ж, скільки { $noun }
        [not-equal] не стільки ж, скільки { $noun }
        [less] менше, ніж { $noun }
        [at-most] не більше, ніж { $noun }
        [at-least] не менше, ніж { $noun }
       *[more] більше, ніж { $noun }
    }
profile-says = { $so ->
        [no] { $person ->
            [you] у вашому профілі не позначено
           *[other] у профілі { $who_genitive } не позначено
        }
       *[yes] { $person ->
            [you] у вашому профілі позначено
           *[other] у профілі { $who_genitive } позначено
        }
    } «{ $name }»
profile-gives = { $person ->
        [you] у вашому профілі
       *[other] у профілі { $who_genitive }
    } { $so ->
        [no] не зазначено
       *[yes] зазначено
    } «{ $name }»
event-says = { $so ->
        [no] не позначено
       *[yes] позначено
    } «{ $name }»
also = виконано додаткову умову програми
also-named = виконано додаткову умову пропозиції «{ $name }»
known-member-inviter = вас хтось запросив
unknown-member-inviter = вас ніхто не запрошував
known-member-brought-by = вас залучив партнер
unknown-member-brought-by = вас не залучав жоден партнер
known-partner-recruited-by = цього партнера знайшов інший партнер
unknown-partner-recruited-by = цього партнера не знаходив інший партнер
known-member-household = ви належите до сімейної групи
unknown-member-household = ви не належите до сімейної групи
relation-known = є { $who }
relation-unknown = немає { $who_genitive }
basket-has-category = в кошику є товар із категорії { $names }
basket-has-product = в кошику є товар { $names }
basket-has = в кошику є товар, для якого { $condition }
is = — { $value }
is-not = — не { $value }
is-number = — { $value }
is-not-number = — не { $value }
is-none-of = — жодне з: { $values }
is-same-as = { $what ->
        [party] — це і є { $noun }
       *[value] — те саме, що { $noun }
    }
is-not-same-as = { $what ->
        [party] — це не { $noun }
       *[value] — не те саме, що { $noun }
    }
is-in-range = — { $range }
reaches = сягне { $value_genitive }
falls = припадає на день { $range }
is-within = — менш ніж { $span } тому
is-not-within = — не менш ніж { $span } тому
is-known = зазначено
is-unknown = не зазначено
has-anniversary-today = — річниця сьогодні
has-anniversary-this-month = — річниця цього місяця
is-between = — з { $from } до { $until }
is-not-so = не відповідає умові «{ $predicate }»
at-least = не менше { $value_genitive }
more-than = понад { $value }
at-most = не більше { $value_genitive }
less-than = менше { $value_genitive }
no-earlier-than = не раніше { $value_genitive }
later-than = пізніше { $value_genitive }
no-later-than = не пізніше { $value_genitive }
earlier-than = раніше { $value_genitive }

## Що читається

purchase-total = { $case ->
        [genitive] суми вашої покупки
       *[plain] сума вашої покупки
    }
lines-amount = { $lines ->
        [these] { $case ->
                [genitive] вартості цих товарів
               *[plain] вартість цих товарів
            }
       *[all] { $case ->
                [genitive] суми вашої покупки
               *[plain] сума вашої покупки
            }
    }
lines-quantity = { $case ->
        [genitive] кількості
       *[plain] кількість
    } { $lines ->
        [these] цих товарів
       *[all] одиниць товару у вашій покупці
    }
lines-count = { $case ->
        [genitive] кількості
       *[plain] кількість
    } { $lines ->
        [these] цих позицій
       *[all] позицій у вашій покупці
    }
lines-distinct = { $case ->
        [genitive] кількості різних товарів
       *[plain] кількість різних товарів
    } { $lines ->
        [these] серед них
       *[all] у вашій покупці
    }
event-moment = { $case ->
        [genitive] часу події
       *[plain] час події
    }
event-day = { $case ->
        [genitive] дня події
       *[plain] день події
    }
weekday = { $case ->
        [genitive] дня тижня
       *[plain] день тижня
    }
time-of-day = { $case ->
        [genitive] часу доби
       *[plain] час доби
    }
month-number = { $case ->
        [genitive] місяця
       *[plain] місяць
    }
day-number = { $case ->
        [genitive] числа місяця
       *[plain] число місяця
    }
line-id = { $case ->
        [genitive] позиції
       *[plain] позиція
    }
line-category = { $case ->
        [genitive] категорії
       *[plain] категорія
    }
line-sku = { $case ->
        [genitive] товару
       *[plain] товар
    }
line-amount = { $case ->
        [genitive] ціни
       *[plain] ціна
    }
line-quantity = { $case ->
        [genitive] кількості
       *[plain] кількість
    }
line-discount = { $case ->
        [genitive] знижки
       *[plain] знижка
    }
line-tax = { $case ->
        [genitive] податку
       *[plain] податок
    }
line-field-brand = { $case ->
        [genitive] марки
       *[plain] марка
    }
field-location = { $case ->
        [genitive] точки
       *[plain] точка
    }
field-shipping = { $case ->
        [genitive] вартості доставки
       *[plain] вартість доставки
    }
field-order = { $case ->
        [genitive] замовлення
       *[plain] замовлення
    }
field-codes = { $case ->
        [genitive] коду
       *[plain] код
    }
field-stars = { $case ->
        [genitive] кількості зірок
       *[plain] кількість зірок
    }
field-tender-points = { $case ->
        [genitive] суми, сплаченої балами,
       *[plain] сума, сплачена балами,
    }
field-tender-gift-card = { $case ->
        [genitive] суми, сплаченої подарунковою карткою,
       *[plain] сума, сплачена подарунковою карткою,
    }
attribute = { $case ->
        [genitive] значення
       *[plain] значення
    } «{ $name }» { $person ->
        [you] у вашому профілі
       *[other] { $who_genitive }
    }
attribute-city = { $person ->
        [you] { $case ->
                [genitive] вашого міста
               *[plain] ваше місто
            }
       *[other] { $case ->
                [genitive] міста
               *[plain] місто
            } { $who_genitive }
    }
tier-of = { $case ->
        [genitive] { $person ->
            [you] вашого рівня
           *[other] рівня { $who_genitive }
        }
       *[plain] { $person ->
            [you] ваш рівень
           *[other] рівень { $who_genitive }
        }
    }
since = { $case ->
        [genitive] початку
       *[plain] початок
    } зв’язку, у якому перебуває { $who },
measure-in-window = { $measure } { $window }
measure-narrowed = { $measure } (лише якщо { $conditions })
measure-only = { $measure } (лише { $occasions })
measure-of-products = { $measure } { $products }
measure-from-rules = { $measure } (лише за правилом { $rules })
measure-count = { $case ->
        [genitive] кількості
       *[plain] кількість
    } { $person ->
        [you] ваших { $events_genitive }
       *[other] { $via ->
            [partner] { $events_genitive } у { $who_genitive }
            [brought] { $events_genitive } клієнтів, яких залучив { $who },
           *[other] { $events_genitive }, зарахованих на користь { $who_genitive }
        }
    }
measure-sum-total = { $case ->
        [genitive] суми
       *[plain] сума
    } { $person ->
        [you] ваших покупок
       *[other] { $via ->
            [partner] покупок у { $who_genitive }
           *[other] покупок, зарахованих на користь { $who_genitive },
        }
    }
measure-sum-total-brought = { $case ->
        [genitive] суми покупок
       *[plain] сума покупок
    }{ $timed ->
        [yes] , які { $window } зробили клієнти, яких залучив { $who },
       *[no] { " " }клієнтів, яких залучив { $who },
    }
measure-sum-pieces = { $case ->
        [genitive] кількості товарів
       *[plain] кількість товарів
    } { $person ->
        [you] у ваших покупках
       *[other] { $via ->
            [partner] у покупках у { $who_genitive }
            [brought] у покупках клієнтів, яких залучив { $who },
           *[other] у покупках, зарахованих на користь { $who_genitive },
        }
    }
measure-sum = { $case ->
        [genitive] суми значень
       *[plain] сума значень
    } «{ $what }»{ $person ->
        [you] { "" }
       *[other] { " " }{ $who_genitive }
    }
measure-earned-points = { $case ->
        [genitive] кількості
       *[plain] кількість
    } { $person ->
        [you] нарахованих вам { $units_genitive }
       *[other] нарахованих { $units_genitive } { $who_genitive }
    }
measure-earned-money = { $case ->
        [genitive] суми, нарахованої
       *[plain] сума, нарахована
    } на { $person ->
        [you] ваш рахунок «{ $account }»
       *[other] рахунок «{ $account }» { $who_genitive }
    },
measure-distinct = { $case ->
        [genitive] кількості
       *[plain] кількість
    } { $what ->
        [partners] { $person ->
            [you] різних партнерів у ваших покупках
           *[other] різних партнерів { $who_genitive }
        }
        [categories] { $person ->
            [you] різних категорій у ваших покупках
           *[other] різних категорій у покупках { $who_genitive }
        }
       *[products] { $person ->
            [you] різних товарів у ваших покупках
           *[other] різних товарів у покупках { $who_genitive }
        }
    }
measure-distinct-values = { $case ->
        [genitive] кількості різних значень
       *[plain] кількість різних значень
    } «{ $what }»{ $person ->
        [you] { "" }
       *[other] { " " }{ $who_genitive }
    }
measure-last-time = { $case ->
        [genitive] дня
       *[plain] день
    } { $person ->
        [you] ваших останніх { $events_genitive }
       *[other] останніх { $events_genitive } { $who_genitive }
    }
measure-last = { $case ->
        [genitive] останнього значення
       *[plain] останнє значення
    } «{ $what }»{ $person ->
        [you] { "" }
       *[other] { " " }{ $who_genitive }
    }
measure-streak = { $case ->
        [genitive] кількості
       *[plain] кількість
    } { $period ->
        [day] днів поспіль
        [week] тижнів поспіль
        [month] місяців поспіль
        [quarter] кварталів поспіль
       *[year] років поспіль
    }, у які були { $person ->
        [you] ваші { $events },
       *[other] { $events } { $who_genitive },
    }
measure-balance = { $case ->
        [genitive] залишку
       *[plain] залишок
    } на { $person ->
        [you] вашому рахунку «{ $account }»
       *[other] рахунку «{ $account }» { $who_genitive }
    }
events-purchase = { $case ->
        [genitive] покупок
       *[plain] покупки
    }
events-refund = { $case ->
        [genitive] повернень
       *[plain] повернення
    }
events-redemption = { $case ->
        [genitive] отриманих винагород
       *[plain] отримані винагороди
    }
events-voucher = { $case ->
        [genitive] використаних ваучерів
       *[plain] використані ваучери
    }
events-review = { $case ->
        [genitive] відгуків
       *[plain] відгуки
    }
events-visit = { $case ->
        [genitive] відвідувань
       *[plain] відвідування
    }
events-check-in = { $case ->
        [genitive] відміток про відвідування
       *[plain] відмітки про відвідування
    }
events-referral = { $case ->
        [genitive] рекомендацій
       *[plain] рекомендації
    }
events-signup = { $case ->
        [genitive] вступів до програми
       *[plain] вступи до програми
    }
events-named = { $case ->
        [genitive] подій
       *[plain] події
    } «{ $name }»

## Скільки

every-full = { $number ->
        [one] { $currency ->
            [PLN] за кожен повний злотий
            [EUR] за кожне повне євро
            [USD] за кожен повний долар
            [UAH] за кожну повну гривню
            [CZK] за кожну повну крону
            [KZT] за кожен повний теньге
           *[other] за кожну повну суму { $amount }
        }
       *[many] за кожні повні { $amount }
    }
rate = { $gives } { $step }
rate-of = { $gives } { $step } { $basis }
per-item = { $amount } за кожну одиницю товару
percent-of = { $percent } від { $basis_genitive }
per-hundred = { $amount } на { $hundred }
per-hundred-of = { $amount } на { $hundred } { $basis_genitive }
factor = у { $number } раза більше
basis-purchase = { $case ->
        [genitive] { $person ->
            [you] суми покупки
           *[other] суми вашої покупки
        }
       *[plain] { $person ->
            [you] покупки
           *[other] вашої покупки
        }
    }
basis-value = { $what_genitive }
basis-rule = того, що дало правило «{ $rule }»
basis-rest = залишку від того, що дало правило «{ $rule }»
amount-where = { $placed ->
        [clause] { $amount }, { $where }
       *[phrase] { $amount } { $where }
    }
amount-otherwise = в інших випадках { $amount }
otherwise = в інших випадках
when = якщо { $noun } { $predicate }
slice-up-to = { $amount } з частини до { $to_genitive }
slice-between = { $amount } з частини від { $from_genitive } до { $to_genitive }
slice-above = { $amount } з частини понад { $from }
slices = від { $basis_genitive }: { $slices }
step-below = { $amount } до { $to_genitive }
step-from = { $amount } від { $from_genitive }
steps = залежно від { $noun_genitive }: { $steps }
steps-of-itself = від усієї { $basis_genitive }, залежно від її розміру: { $steps }
times = { $amount } з множником { $factor }
scale-attribute = «{ $name }» { $person ->
        [you] з вашого профілю
       *[other] { $who_genitive }
    }
scale-field = «{ $name }»
scale-other = ({ $what })
multiplied = { $subject } { $factor ->
        [two] подвоюються
        [three] потроюються
       *[other] множаться на { $number }
    }
multiplied-in-place = { $placed ->
        [clause] { $subject } помножуються на { $number }, { $place }
       *[phrase] { $place } { $subject } помножуються на { $number }
    }
multiplied-in-another-place = { $placed ->
        [clause] на { $number }, { $place }
       *[phrase] { $place } — на { $number }
    }
for-purchases = за покупки

## Що

into-account = { $amount } на рахунок «{ $account }»
into-account-at-length = на рахунок «{ $account }» { $amount }
noted = { $what } ({ $notes })
note-by-line = рахується окремо за кожною позицією
note-available-at-once = доступно одразу
note-available-after = доступно через { $span }
note-available-when-approved = доступно після підтвердження
note-never-expires = безстроково
note-valid-for = діє { $span }
note-valid-for-and-to-the-end = діє { $span }, а потім до кінця { $period ->
        [day] дня
        [week] тижня
        [month] місяця
        [quarter] кварталу
       *[year] року
    }
note-valid-to-the-end = діє до кінця { $period ->
        [day] дня
        [week] тижня
        [month] місяця
        [quarter] кварталу
       *[year] року
    }
note-expires-idle = згорає через { $span } без нарахувань і списань
discount = знижку { $amount } { $purchase }
discount-by-cases = знижку { $purchase }: { $amount }
discount-by-steps = знижку { $purchase } { $amount }
discounted-purchase = на покупку
share-of-basket = { $share } вартості кошика
voucher = ваучер «{ $name }»
voucher-at = { $voucher } для використання в партнера { $partner }
voucher-valid = { $voucher } (діє { $span })
product = товар «{ $name }»
product-for-free = безкоштовно товар «{ $name }»
ticket = квиток «{ $name }»
access = доступ до «{ $name }»
donation = { $person ->
        [you] ми жертвуємо { $amount } на благодійність від вашого імені
       *[other] ми жертвуємо { $amount } на благодійність від імені { $who_genitive }
    }
message = повідомлення «{ $name }»
level-gift = рівень «{ $level }»
for-span = { $what } на { $span }

## Ліміти та решта

limit-amount = не більше { $amount_genitive }
limit-discount = не більше { $amount_genitive } знижки
limit-times = { $times ->
        [once] не більше одного разу
       *[more] не більше { $count } { $plural ->
            [one] разу
           *[other] разів
        }
    }
limit-line = { $most } { $every } { $scope }
every = { $period ->
        [day] на день
        [week] на тиждень
        [month] на місяць
        [quarter] на квартал
       *[year] на рік
    }
in-all = за весь час
limit-for-everyone = на всіх учасників разом
limit-per-member = на учасника
limit-per-event = за один раз
limit-per-partner = на партнера
limit-at-partner = на всіх учасників разом в одного партнера
limit-per-employee = на працівника
limit-per-household = на родину
limit-per-role = (окремо для { $who_genitive })
limit-shared = (разом з іншими пропозиціями набору «{ $name }»)
stock = поки є в наявності (усього { $count } { $plural ->
        [one] штука
        [few] штуки
       *[other] штук
    })
basis-counts = сума рахується { $how }
basis-before-discounts = до знижок
basis-without-tax = без податку
basis-with-shipping = з доставкою
basis-without-points = без частини, сплаченої балами
multipliers-add = множники кількох пропозицій додаються, а не перемножуються
refund-recompute = якщо ви щось повернете, ми перерахуємо це за тим, що залишилося
refund-only-all = ви втрачаєте це, лише якщо повернете всю покупку
refund-never = це залишається у вас навіть у разі повернення покупки
choice-leads = з пропозицій групи «{ $group }» зараховується лише одна, і ця — насамперед
choice-follows = з пропозицій групи «{ $group }» зараховується лише одна: ця — тільки тоді, коли не підходить { $number ->
        [one] { $before }
       *[many] жодна з пропозицій { $before }
    }
choice-follows-many = з пропозицій групи «{ $group }» зараховується лише одна, і перед цією { $plural ->
        [one] стоїть ще { $count }
       *[other] стоять ще { $count }
    }
discount-after = рахується від суми, яка залишається після пропозицій: { $before }
discount-after-many = рахується від суми, яка залишається після інших знижок ({ $count })
choice-best = з пропозицій групи «{ $group }» зараховується лише найвигідніша

## Слова, що слугують іменами в програмах

level-green = Зелений
level-base = Базовий
level-bronze = Бронзовий
level-silver = Срібний
level-gold = Золотий
level-platinum = Платиновий
level-diamond = Діамантовий
level-basic = Базовий
level-standard = Стандартний
word-points = бали
word-miles = милі
word-cashback = кешбек
word-commission = комісія
word-wallet = гаманець
word-bonus = бонус
word-birthday = день народження
word-city = місто
word-country = країна
