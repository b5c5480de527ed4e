### Что программа говорит по-русски, на «вы». Грамматические переменные: см. src/texts.rs.

## Списки и числа

join-and = { $rest } и { $end }
join-or = { $rest } или { $end }
join-clauses = { $rest }, а { $end }
either = либо { $place ->
        [first] { $clause }
       *[later] { $clause }
    }
percent = { $number } %
yes = да
no = нет
named = «{ $name }»
free = бесплатно

## Дни и сроки

date = { $day } { $month ->
        [jan] января
        [feb] февраля
        [mar] марта
        [apr] апреля
        [may] мая
        [jun] июня
        [jul] июля
        [aug] августа
        [sep] сентября
        [oct] октября
        [nov] ноября
       *[dec] декабря
    } { $year } года
moment = { $date }, { $time }
period-week = { $week }-ю неделю { $year } года
period-month = { $month ->
        [jan] январь
        [feb] февраль
        [mar] март
        [apr] апрель
        [may] май
        [jun] июнь
        [jul] июль
        [aug] август
        [sep] сентябрь
        [oct] октябрь
        [nov] ноябрь
       *[dec] декабрь
    } { $year } года
period-quarter = { $quarter ->
        [first] первый
        [second] второй
        [third] третий
       *[fourth] четвёртый
    } квартал { $year } года
period-year = { $year } год
span-years = { $case ->
        [genitive] { $count } { $plural ->
            [one] года
           *[other] лет
        }
       *[plain] { $count } { $plural ->
            [one] год
            [few] года
            [many] лет
           *[other] года
        }
    }
span-months = { $case ->
        [genitive] { $count } { $plural ->
            [one] месяца
           *[other] месяцев
        }
       *[plain] { $count } { $plural ->
            [one] месяц
            [few] месяца
           *[other] месяцев
        }
    }
span-days = { $case ->
        [genitive] { $count } { $plural ->
            [one] дня
           *[other] дней
        }
       *[plain] { $count } { $plural ->
            [one] день
            [few] дня
           *[other] дней
        }
    }
span-hours = { $case ->
        [genitive] { $count } { $plural ->
            [one] часа
           *[other] часов
        }
       *[plain] { $count } { $plural ->
            [one] час
            [few] часа
           *[other] часов
        }
    }
span-minutes = { $case ->
        [genitive] { $count } { $plural ->
            [one] минуты
           *[other] минут
        }
       *[plain] { $count } { $plural ->
            [one] минуту
            [few] минуты
           *[other] минут
        }
    }
span-seconds = { $case ->
        [genitive] { $count } { $plural ->
            [one] секунды
           *[other] секунд
        }
       *[plain] { $count } { $plural ->
            [one] секунду
            [few] секунды
           *[other] секунд
        }
    }
window-this = { $used ->
        [event] { $period ->
            [day] сегодня
            [week] на этой неделе
            [month] в этом месяце
            [quarter] в этом квартале
           *[year] в этом году
        }
       *[measure] { $period ->
            [day] за сегодня
            [week] за эту неделю
            [month] за этот месяц
            [quarter] за этот квартал
           *[year] за этот год
        }
    }
window-last = { $period ->
        [day] за вчерашний день
        [week] за прошлую неделю
        [month] за прошлый месяц
        [quarter] за прошлый квартал
       *[year] за прошлый год
    }
window-of-fact = { $period ->
        [day] за день, к которому
        [week] за неделю, к которой
        [month] за месяц, к которому
        [quarter] за квартал, к которому
       *[year] за год, к которому
    } это относится,
window-rolling = { $plural ->
        [one] за последний { $span }
       *[other] за последние { $span }
    }

## Единицы

unit-point = { $count } { $case ->
        [genitive] { $plural ->
            [one] балла
            [few] баллов
            [many] баллов
           *[other] балла
        }
       *[plain] { $plural ->
            [one] балл
            [few] балла
            [many] баллов
           *[other] балла
        }
    }
unit-mile = { $count } { $case ->
        [genitive] { $plural ->
            [one] мили
            [few] миль
            [many] миль
           *[other] мили
        }
       *[plain] { $plural ->
            [one] милю
            [few] мили
            [many] миль
           *[other] мили
        }
    }
unit-star = { $count } { $case ->
        [genitive] { $plural ->
            [one] звезды
            [few] звёзд
            [many] звёзд
           *[other] звезды
        }
       *[plain] { $plural ->
            [one] звезду
            [few] звезды
            [many] звёзд
           *[other] звезды
        }
    }
unit-stamp = { $count } { $case ->
        [genitive] { $plural ->
            [one] наклейки
            [few] наклеек
            [many] наклеек
           *[other] наклейки
        }
       *[plain] { $plural ->
            [one] наклейку
            [few] наклейки
            [many] наклеек
           *[other] наклейки
        }
    }
unit-token = { $count } { $case ->
        [genitive] { $plural ->
            [one] жетона
            [few] жетонов
            [many] жетонов
           *[other] жетона
        }
       *[plain] { $plural ->
            [one] жетон
            [few] жетона
            [many] жетонов
           *[other] жетона
        }
    }
unit-kudo = { $count } { $case ->
        [genitive] { $plural ->
            [one] кудоса
            [few] кудосов
            [many] кудосов
           *[other] кудоса
        }
       *[plain] { $plural ->
            [one] кудос
            [few] кудоса
            [many] кудосов
           *[other] кудоса
        }
    }
units-point = { $case ->
        [genitive] баллов
       *[plain] баллы
    }
units-mile = { $case ->
        [genitive] миль
       *[plain] мили
    }
units-star = { $case ->
        [genitive] звёзд
       *[plain] звёзды
    }
units-stamp = { $case ->
        [genitive] наклеек
       *[plain] наклейки
    }
units-token = { $case ->
        [genitive] жетонов
       *[plain] жетоны
    }
units-kudo = { $case ->
        [genitive] кудосов
       *[plain] кудосы
    }
unit-named = { $count } × «{ $name }»
units-named = { $case ->
        [genitive] единиц «{ $name }»
       *[plain] единицы «{ $name }»
    }
units-of = { $person ->
        [you] ваши { $units }
       *[other] { $units } { $who_genitive }
    }
account-of = { $person ->
        [you] ваши средства на счёте «{ $account }»
       *[other] средства { $who_genitive } на счёте «{ $account }»
    }
credited-to-account-of = { $person ->
        [you] начисления на ваш счёт «{ $account }»
       *[other] начисления на счёт «{ $account }» { $who_genitive }
    }

## Кто

role-member = { $case ->
        [genitive] участника
       *[plain] участник
    }
role-partner = { $case ->
        [genitive] партнёра
       *[plain] партнёр
    }
role-employee = { $case ->
        [genitive] сотрудника, который вас обслуживает,
       *[plain] сотрудник, который вас обслуживает,
    }
role-any-employee = { $case ->
        [genitive] сотрудника
       *[plain] сотрудник
    }
role-household = { $case ->
        [genitive] вашей семьи
       *[plain] ваша семья
    }
role-coalition = { $case ->
        [genitive] коалиции
       *[plain] коалиция
    }
role-field-member = { $case ->
        [genitive] участника, указанного как «{ $name }»,
       *[plain] участник, указанный как «{ $name }»,
    }
role-field-partner = { $case ->
        [genitive] партнёра, указанного как «{ $name }»,
       *[plain] партнёр, указанный как «{ $name }»,
    }
role-field-employee = { $case ->
        [genitive] сотрудника, указанного как «{ $name }»,
       *[plain] сотрудник, указанный как «{ $name }»,
    }
role-field-household = { $case ->
        [genitive] семьи, указанной как «{ $name }»,
       *[plain] семья, указанная как «{ $name }»,
    }
role-relation-member = { $case ->
        [genitive] участника в роли «{ $name }»
       *[plain] участник в роли «{ $name }»
    }
role-relation-partner = { $case ->
        [genitive] партнёра в роли «{ $name }»
       *[plain] партнёр в роли «{ $name }»
    }
role-relation-employee = { $case ->
        [genitive] сотрудника в роли «{ $name }»
       *[plain] сотрудник в роли «{ $name }»
    }
role-relation-household = { $case ->
        [genitive] семьи в роли «{ $name }»
       *[plain] семья в роли «{ $name }»
    }
role-relation-coalition = { $case ->
        [genitive] коалиции в роли «{ $name }»
       *[plain] коалиция в роли «{ $name }»
    }
role-member-inviter = { $case ->
        [genitive] того, кто вас пригласил,
       *[plain] тот, кто вас пригласил,
    }
role-member-brought-by = { $case ->
        [genitive] партнёра, который вас привлёк,
       *[plain] партнёр, который вас привлёк,
    }
role-member-household = { $case ->
        [genitive] вашей семьи
       *[plain] ваша семья
    }
role-member-brought-by-recruited-by = { $case ->
        [genitive] партнёра, который нашёл того, кто вас привлёк,
       *[plain] партнёр, который нашёл того, кто вас привлёк,
    }
role-partner-recruited-by = { $case ->
        [genitive] партнёра, который нашёл этого партнёра,
       *[plain] партнёр, который нашёл этого партнёра,
    }

## Счета

account = { $subject } { $does }
account-pooled = { $subject }, общие для всей семьи, { $does }
available-at-once = доступны сразу
available-after = становятся доступны через { $span } после начисления
available-when-approved = становятся доступны после подтверждения
expires-never = не сгорают
expires-after = сгорают через { $span } после начисления
expires-after-and-at = сгорают через { $span } после начисления, в конце { $period ->
        [day] соответствующего дня
        [week] соответствующей недели
        [month] соответствующего месяца
        [quarter] соответствующего квартала
       *[year] соответствующего года
    }
expires-at = сгорают в конце { $period ->
        [day] дня, в котором
        [week] недели, в которой
        [month] месяца, в котором
        [quarter] квартала, в котором
       *[year] года, в котором
    } были начислены
expires-idle = сгорают через { $span } без начислений и списаний
transfer = вы можете передать { $what } другому участнику
from-account = средства со счёта «{ $account }»
transfer-at-least = не меньше { $amount_genitive } за раз
transfer-fee = комиссия: { $fee }

## Уровни

level-named = «{ $level }»
tier-first = { $person ->
        [you] вы начинаете с уровня { $level }
       *[other] { $who } начинает с уровня { $level }
    }
tier-judged = { $person ->
        [you] у вас уровень { $level }, пока { $noun } { $predicate }
       *[other] уровень { $level } у { $who_genitive } действует, пока { $noun } { $predicate }
    }
tier-judged-always = { $person ->
        [you] вы получаете уровень { $level }, как только { $noun } { $reaches }
       *[other] { $who } получает уровень { $level }, как только { $noun } { $reaches }
    }
tier-reached-at-once = { $person ->
        [you] вы получаете уровень { $level }, как только { $noun } { $reaches }
       *[other] { $who } получает уровень { $level }, как только { $noun } { $reaches }
    }
tier-reached-at-period-end = { $period ->
        [day] в конце дня
        [week] в конце недели
        [month] в конце месяца
        [quarter] в конце квартала
        [year] в конце года
       *[period] в конце периода
    } { $person ->
        [you] вы получаете уровень { $level }, если { $noun } { $predicate }
       *[other] { $who } получает уровень { $level }, если { $noun } { $predicate }
    }
judged-at-the-end-of-each = { $period ->
        [day] в конце каждого дня
        [week] в конце каждой недели
        [month] в конце каждого месяца
        [quarter] в конце каждого квартала
       *[year] в конце каждого года
    }
judged-every = каждые { $span }
tier-falls-one-step = { $judged } мы проверяем это снова, и, если условие не выполнено, { $person ->
        [you] вы опускаетесь на один уровень
       *[other] { $who } опускается на один уровень
    }
tier-falls-to-judged = { $judged } мы проверяем это снова, и, если условие не выполнено, { $person ->
        [you] вы переходите на уровень, условия которого выполняете
       *[other] { $who } переходит на уровень, условия которого выполняет
    }
tier-falls-after-grace = { $falls }, но не раньше чем ещё через { $grace }
tier-kept-for-ever = { $person ->
        [you] достигнутый уровень остаётся у вас навсегда
       *[other] достигнутый уровень остаётся навсегда
    }
tier-resets = в конце { $period ->
        [day] каждого дня
        [week] каждой недели
        [month] каждого месяца
        [quarter] каждого квартала
        [year] каждого года
       *[period] каждого периода
    } остаток на счёте «{ $accounts }» обнуляется

## Предложения

head-occasion = { $occasion } { $core }
head-if = если { $if }, { $core }
head-occasion-if = { $occasion }, если { $if }, { $core }
gets = { $person ->
        [you] вы получаете { $what }
       *[other] { $who } получает { $what }
    }
reward = { $name } ({ $cost }): { $core }
reward-by-steps = { $name }: { $core }
cost = за { $price }
cost-added = с доплатой { $money }
reward-at-the-till = награду вы получаете на кассе
reward-per-step = { $gives } { $number ->
        [one] за { $step }
       *[many] за каждые { $step }
    }
payer = платит { $who }
referral-both = за первую покупку вашего друга вы получаете { $you }, а друг — { $friend }
referral-you = за первую покупку вашего друга вы получаете { $you }

## Когда

on-purchase = за каждую покупку
on-first-purchase = за вашу первую покупку
on-nth-purchase = за вашу { $number }-ю покупку
on-every-nth-purchase = за каждую вашу { $number }-ю покупку
on-first-check-in = за вашу первую отметку о посещении
on-first-review = за ваш первый отзыв
on-first-visit = за ваше первое посещение
on-first-referral = за вашу первую рекомендацию
on-first-event = за ваше первое событие «{ $name }»
run-of-periods = { $count } { $period ->
        [day] { $plural ->
            [one] день
            [few] дня
           *[other] дней
        }
        [week] { $plural ->
            [one] неделя
            [few] недели
           *[other] недель
        }
        [month] { $plural ->
            [one] месяц
            [few] месяца
           *[other] месяцев
        }
        [quarter] { $plural ->
            [one] квартал
            [few] квартала
           *[other] кварталов
        }
       *[year] { $plural ->
            [one] год
            [few] года
           *[other] лет
        }
    }
makes-a-run = тем самым у вас набирается ещё { run-of-periods } подряд, в которые были { $events },
makes-a-run-of = это уже { run-of-periods } подряд, в которые были { $events },
amounting-to = на сумму { $range }
on-refund = за каждый возврат
on-redemption = за каждую полученную награду
on-hold = за каждую забронированную награду
on-capture = при получении забронированной награды
on-release = при отказе от брони награды
on-cancellation = при отмене награды
on-voucher = за каждый использованный ваучер
on-signup = за вступление в программу
on-member = при изменении ваших данных
on-partner = при изменении данных партнёра
on-employee = при изменении данных сотрудника
on-approval = при подтверждении
on-adjustment = при исправлении счёта
on-transfer = за каждую передачу
on-tier = при присвоении уровня
on-merge = при объединении двух счетов
on-close = при закрытии периода
on-apply = при изменении программы
on-review = за каждый отзыв
on-visit = за каждое посещение
on-check-in = за каждую отметку о посещении
on-referral = за каждую рекомендацию
on-score = за каждую оценку партнёра
on-event = за каждое событие «{ $name }»
on-rise = при переходе { $person ->
        [you] на более высокий уровень
       *[other] { $who_genitive } на более высокий уровень
    }
on-reaching = { $person ->
        [you] при достижении уровня { $levels }
       *[other] когда { $who } достигает уровня { $levels },
    }
on-fall = при переходе { $person ->
        [you] на более низкий уровень
       *[other] { $who_genitive } на более низкий уровень
    }
at-the-end-of-each = в конце { $period ->
        [day] каждого дня
        [week] каждой недели
        [month] каждого месяца
        [quarter] каждого квартала
       *[year] каждого года
    }
before-expiry = за { $span } до сгорания { $person ->
        [you] ваших { $units_genitive }
       *[other] { $units_genitive } { $who_genitive }
    }
at-the-hour = { $day } в { $time }
anniversary = каждый год в годовщину «{ $name }»{ $person ->
        [you] { "" }
       *[other] { " " }{ $who_genitive }
    }
anniversary-birthday = { $person ->
        [you] в ваш день рождения
       *[other] в день рождения { $who_genitive }
    }
anniversary-month = в месяц годовщины «{ $name }»{ $person ->
        [you] { "" }
       *[other] { " " }{ $who_genitive }
    }
anniversary-month-birthday = { $person ->
        [you] в месяц вашего дня рождения
       *[other] в месяц дня рождения { $who_genitive }
    }
on-weekdays = по { $days }
weekday-plural = { $day ->
        [mon] понедельникам
        [tue] вторникам
        [wed] средам
        [thu] четвергам
        [fri] пятницам
        [sat] субботам
       *[sun] воскресеньям
    }
in-months = в { $months }
month-in = { $month ->
        [jan] январе
        [feb] феврале
        [mar] марте
        [apr] апреле
        [may] мае
        [jun] июне
        [jul] июле
        [aug] августе
        [sep] сентябре
        [oct] октябре
        [nov] ноябре
       *[dec] декабре
    }
on-days-of-month = { $days } числа месяца
day-nth = { $number }-го
on-dates = { $dates }
from-to = с { $from } по { $to }
from-day = с { $from }
to-day = до { $to } включительно
between-hours = с { $from } до { $until }
for-the-first = { $plural ->
        [one] в течение первого { $span_genitive }
       *[other] в течение первых { $span_genitive }
    }

## Где

at-partner = у партнёра { $names }
at-other-partners = у всех партнёров, кроме { $names },
at-location = в точке { $names }
at-other-locations = во всех точках, кроме { $names },
with-code = с кодом { $codes }
at-level = на уровне { $levels }
at-other-levels = на всех уровнях, кроме { $levels },

## Какие товары

lines-of-category = в категории { $names }
lines-except-category = { $number ->
        [one] (кроме категории { $names })
       *[many] (кроме категорий { $names })
    }
lines-of-sku = { $number ->
        [one] с товаром { $names }
       *[many] с любым из товаров { $names }
    }
lines-except-sku = { $number ->
        [one] (кроме товара { $names })
       *[many] (кроме товаров { $names })
    }
lines-where = (только товары, у которых { $conditions })
product-named = «{ $name }»

## Если

noun-predicate = { $noun } { $predicate }
with-this-purchase = { $noun } вместе с этой покупкой
completes-pieces = с этой покупкой набирается ещё { $count } { $plural ->
        [one] штука
        [few] штуки
       *[other] штук
    }{ $lines ->
        [these] { " " }этих товаров
       *[all] { "" }
    } (считая все ваши покупки)
completes-amount = с этой покупкой у вас набираются очередные { $amount } общей суммы покупок
noun-plus = { $left } плюс { $right }
noun-minus = { $left } минус { $right }
noun-times = { $left } × { $right }
noun-divided-by = целая часть от деления { $left_genitive } на { $right }
noun-remainder = остаток от деления { $left_genitive } на { $right }
noun-in-brackets = ({ $noun })
is-compared = — { $how ->
        [equal] столько же, сколько { $noun }
        [not-equal] не столько же, сколько { $noun }
        [less] меньше, чем { $noun }
        [at-most] не больше, чем { $noun }
        [at-least] не меньше, чем { $noun }
       *[more] больше, чем { $noun }
    }
profile-says = { $so ->
        [no] { $person ->
            [you] в вашем профиле не отмечено
           *[other] в профиле { $who_genitive } не отмечено
        }
       *[yes] { $person ->
            [you] в вашем профиле отмечено
           *[other] в профиле { $who_genitive } отмечено
        }
    } «{ $name }»
profile-gives = { $person ->
        [you] в вашем профиле
       *[other] в профиле { $who_genitive }
    } { $so ->
        [no] не указано
       *[yes] указано
    } «{ $name }»
event-says = { $so ->
        [no] не отмечено
       *[yes] отмечено
    } «{ $name }»
also = выполнено дополнительное условие программы
also-named = выполнено дополнительное условие предложения «{ $name }»
known-member-inviter = вас кто-то пригласил
unknown-member-inviter = вас никто не приглашал
known-member-brought-by = вас привлёк партнёр
unknown-member-brought-by = вас не привлекал ни один партнёр
known-partner-recruited-by = этого партнёра нашёл другой партнёр
unknown-partner-recruited-by = этого партнёра не находил другой партнёр
known-member-household = вы состоите в семейной группе
unknown-member-household = вы не состоите в семейной группе
relation-known = есть { $who }
relation-unknown = нет { $who_genitive }
basket-has-category = в корзине есть товар из категории { $names }
basket-has-product = в корзине есть товар { $names }
basket-has = в корзине есть товар, у которого { $condition }
is = — { $value }
is-not = — не { $value }
is-number = — { $value }
is-not-number = — не { $value }
is-none-of = — ни одно из: { $values }
is-same-as = { $what ->
        [party] — это и есть { $noun }
       *[value] — то же, что { $noun }
    }
is-not-same-as = { $what ->
        [party] — это не { $noun }
       *[value] — не то же, что { $noun }
    }
is-in-range = — { $range }
reaches = достигнет { $value_genitive }
falls = приходится на день { $range }
is-within = — менее чем { $span } назад
is-not-within = — не менее чем { $span } назад
is-known = есть
is-unknown = отсутствует
has-anniversary-today = — годовщина сегодня
has-anniversary-this-month = — годовщина в этом месяце
is-between = — с { $from } до { $until }
is-not-so = не отвечает условию «{ $predicate }»
at-least = не меньше { $value_genitive }
more-than = больше { $value_genitive }
at-most = не больше { $value_genitive }
less-than = меньше { $value_genitive }
no-earlier-than = не раньше { $value_genitive }
later-than = позже { $value_genitive }
no-later-than = не позже { $value_genitive }
earlier-than = раньше { $value_genitive }

## Что читается

purchase-total = { $case ->
        [genitive] суммы вашей покупки
       *[plain] сумма вашей покупки
    }
lines-amount = { $lines ->
        [these] { $case ->
                [genitive] стоимости этих товаров
               *[plain] стоимость этих товаров
            }
       *[all] { $case ->
                [genitive] суммы вашей покупки
               *[plain] сумма вашей покупки
            }
    }
lines-quantity = { $case ->
        [genitive] количества
       *[plain] количество
    } { $lines ->
        [these] этих товаров
       *[all] единиц товара в вашей покупке
    }
lines-count = { $case ->
        [genitive] числа
       *[plain] число
    } { $lines ->
        [these] этих позиций
       *[all] позиций в вашей покупке
    }
lines-distinct = { $case ->
        [genitive] числа разных товаров
       *[plain] число разных товаров
    } { $lines ->
        [these] среди них
       *[all] в вашей покупке
    }
event-moment = { $case ->
        [genitive] времени события
       *[plain] время события
    }
event-day = { $case ->
        [genitive] дня события
       *[plain] день события
    }
weekday = { $case ->
        [genitive] дня недели
       *[plain] день недели
    }
time-of-day = { $case ->
        [genitive] времени суток
       *[plain] время суток
    }
month-number = { $case ->
        [genitive] месяца
       *[plain] месяц
    }
day-number = { $case ->
        [genitive] числа месяца
       *[plain] число месяца
    }
line-id = { $case ->
        [genitive] позиции
       *[plain] позиция
    }
line-category = { $case ->
        [genitive] категории
       *[plain] категория
    }
line-sku = { $case ->
        [genitive] товара
       *[plain] товар
    }
line-amount = { $case ->
        [genitive] цены
       *[plain] цена
    }
line-quantity = { $case ->
        [genitive] количества
       *[plain] количество
    }
line-discount = { $case ->
        [genitive] скидки
       *[plain] скидка
    }
line-tax = { $case ->
        [genitive] налога
       *[plain] налог
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
        [genitive] стоимости доставки
       *[plain] стоимость доставки
    }
field-order = { $case ->
        [genitive] заказа
       *[plain] заказ
    }
field-codes = { $case ->
        [genitive] кода
       *[plain] код
    }
field-stars = { $case ->
        [genitive] числа звёзд
       *[plain] число звёзд
    }
field-tender-points = { $case ->
        [genitive] суммы, оплаченной баллами,
       *[plain] сумма, оплаченная баллами,
    }
field-tender-gift-card = { $case ->
        [genitive] суммы, оплаченной подарочной картой,
       *[plain] сумма, оплаченная подарочной картой,
    }
attribute = { $case ->
        [genitive] значения
       *[plain] значение
    } «{ $name }» { $person ->
        [you] в вашем профиле
       *[other] { $who_genitive }
    }
attribute-city = { $person ->
        [you] { $case ->
                [genitive] вашего города
               *[plain] ваш город
            }
       *[other] { $case ->
                [genitive] города
               *[plain] город
            } { $who_genitive }
    }
tier-of = { $case ->
        [genitive] { $person ->
            [you] вашего уровня
           *[other] уровня { $who_genitive }
        }
       *[plain] { $person ->
            [you] ваш уровень
           *[other] уровень { $who_genitive }
        }
    }
since = { $case ->
        [genitive] начала
       *[plain] начало
    } связи, в которой состоит { $who },
measure-in-window = { $measure } { $window }
measure-narrowed = { $measure } (только если { $conditions })
measure-only = { $measure } (только { $occasions })
measure-of-products = { $measure } { $products }
measure-from-rules = { $measure } (только по правилу { $rules })
measure-count = { $case ->
        [genitive] числа
       *[plain] число
    } { $person ->
        [you] ваших { $events_genitive }
       *[other] { $via ->
            [partner] { $events_genitive } у { $who_genitive }
            [brought] { $events_genitive } клиентов, которых привлёк { $who },
           *[other] { $events_genitive }, зачтённых в пользу { $who_genitive }
        }
    }
measure-sum-total = { $case ->
        [genitive] суммы
       *[plain] сумма
    } { $person ->
        [you] ваших покупок
       *[other] { $via ->
            [partner] покупок у { $who_genitive }
           *[other] покупок, зачтённых в пользу { $who_genitive },
        }
    }
measure-sum-total-brought = { $case ->
        [genitive] суммы покупок
       *[plain] сумма покупок
    }{ $timed ->
        [yes] , которые { $window } совершили клиенты, которых привлёк { $who },
       *[no] { " " }клиентов, которых привлёк { $who },
    }
measure-sum-pieces = { $case ->
        [genitive] количества товаров
       *[plain] количество товаров
    } { $person ->
        [you] в ваших покупках
       *[other] { $via ->
            [partner] в покупках у { $who_genitive }
            [brought] в покупках клиентов, которых привлёк { $who },
           *[other] в покупках, зачтённых в пользу { $who_genitive },
        }
    }
measure-sum = { $case ->
        [genitive] суммы значений
       *[plain] сумма значений
    } «{ $what }»{ $person ->
        [you] { "" }
       *[other] { " " }{ $who_genitive }
    }
measure-earned-points = { $case ->
        [genitive] числа
       *[plain] число
    } { $person ->
        [you] начисленных вам { $units_genitive }
       *[other] начисленных { $units_genitive } { $who_genitive }
    }
measure-earned-money = { $case ->
        [genitive] суммы, начисленной
       *[plain] сумма, начисленная
    } на { $person ->
        [you] ваш счёт «{ $account }»
       *[other] счёт «{ $account }» { $who_genitive }
    },
measure-distinct = { $case ->
        [genitive] числа
       *[plain] число
    } { $what ->
        [partners] { $person ->
            [you] разных партнёров в ваших покупках
           *[other] разных партнёров { $who_genitive }
        }
        [categories] { $person ->
            [you] разных категорий в ваших покупках
           *[other] разных категорий в покупках { $who_genitive }
        }
       *[products] { $person ->
            [you] разных товаров в ваших покупках
           *[other] разных товаров в покупках { $who_genitive }
        }
    }
measure-distinct-values = { $case ->
        [genitive] числа разных значений
       *[plain] число разных значений
    } «{ $what }»{ $person ->
        [you] { "" }
       *[other] { " " }{ $who_genitive }
    }
measure-last-time = { $case ->
        [genitive] дня
       *[plain] день
    } { $person ->
        [you] ваших последних { $events_genitive }
       *[other] последних { $events_genitive } { $who_genitive }
    }
measure-last = { $case ->
        [genitive] последнего значения
       *[plain] последнее значение
    } «{ $what }»{ $person ->
        [you] { "" }
       *[other] { " " }{ $who_genitive }
    }
measure-streak = { $case ->
        [genitive] числа
       *[plain] число
    } { $period ->
        [day] дней подряд
        [week] недель подряд
        [month] месяцев подряд
        [quarter] кварталов подряд
       *[year] лет подряд
    }, в которые были { $person ->
        [you] ваши { $events },
       *[other] { $events } { $who_genitive },
    }
measure-balance = { $case ->
        [genitive] остатка
       *[plain] остаток
    } на { $person ->
        [you] вашем счёте «{ $account }»
       *[other] счёте «{ $account }» { $who_genitive }
    }
events-purchase = { $case ->
        [genitive] покупок
       *[plain] покупки
    }
events-refund = { $case ->
        [genitive] возвратов
       *[plain] возвраты
    }
events-redemption = { $case ->
        [genitive] полученных наград
       *[plain] полученные награды
    }
events-voucher = { $case ->
        [genitive] использованных ваучеров
       *[plain] использованные ваучеры
    }
events-review = { $case ->
        [genitive] отзывов
       *[plain] отзывы
    }
events-visit = { $case ->
        [genitive] посещений
       *[plain] посещения
    }
events-check-in = { $case ->
        [genitive] отметок о посещении
       *[plain] отметки о посещении
    }
events-referral = { $case ->
        [genitive] рекомендаций
       *[plain] рекомендации
    }
events-signup = { $case ->
        [genitive] вступлений в программу
       *[plain] вступления в программу
    }
events-named = { $case ->
        [genitive] событий
       *[plain] события
    } «{ $name }»

## Сколько

every-full = { $number ->
        [one] { $currency ->
            [PLN] за каждый полный злотый
            [EUR] за каждый полный евро
            [USD] за каждый полный доллар
            [UAH] за каждую полную гривну
            [CZK] за каждую полную крону
            [KZT] за каждый полный тенге
           *[other] за каждую полную сумму { $amount }
        }
       *[many] за каждые полные { $amount }
    }
rate = { $gives } { $step }
rate-of = { $gives } { $step } { $basis }
per-item = { $amount } за каждую единицу товара
percent-of = { $percent } от { $basis_genitive }
per-hundred = { $amount } на { $hundred }
per-hundred-of = { $amount } на { $hundred } { $basis_genitive }
factor = в { $number } раза больше
basis-purchase = { $case ->
        [genitive] { $person ->
            [you] суммы покупки
           *[other] суммы вашей покупки
        }
       *[plain] { $person ->
            [you] покупки
           *[other] вашей покупки
        }
    }
basis-value = { $what_genitive }
basis-rule = того, что дало правило «{ $rule }»
basis-rest = остатка от того, что дало правило «{ $rule }»
amount-where = { $placed ->
        [clause] { $amount }, { $where }
       *[phrase] { $amount } { $where }
    }
amount-otherwise = в остальных случаях { $amount }
otherwise = в остальных случаях
when = если { $noun } { $predicate }
slice-up-to = { $amount } с части до { $to_genitive }
slice-between = { $amount } с части от { $from_genitive } до { $to_genitive }
slice-above = { $amount } с части свыше { $from_genitive }
slices = от { $basis_genitive }: { $slices }
step-below = { $amount } до { $to_genitive }
step-from = { $amount } от { $from_genitive }
steps = в зависимости от { $noun_genitive }: { $steps }
steps-of-itself = от всей { $basis_genitive }, в зависимости от её размера: { $steps }
times = { $amount } с множителем { $factor }
scale-attribute = «{ $name }» { $person ->
        [you] из вашего профиля
       *[other] { $who_genitive }
    }
scale-field = «{ $name }»
scale-other = ({ $what })
multiplied = { $subject } { $factor ->
        [two] удваиваются
        [three] утраиваются
       *[other] умножаются на { $number }
    }
multiplied-in-place = { $placed ->
        [clause] { $subject } умножаются на { $number }, { $place }
       *[phrase] { $place } { $subject } умножаются на { $number }
    }
multiplied-in-another-place = { $placed ->
        [clause] на { $number }, { $place }
       *[phrase] { $place } — на { $number }
    }
for-purchases = за покупки

## Что

into-account = { $amount } на счёт «{ $account }»
into-account-at-length = на счёт «{ $account }» { $amount }
noted = { $what } ({ $notes })
note-by-line = считается отдельно по каждой позиции
note-available-at-once = доступно сразу
note-available-after = доступно через { $span }
note-available-when-approved = доступно после подтверждения
note-never-expires = бессрочно
note-valid-for = действует { $span }
note-valid-for-and-to-the-end = действует { $span }, а затем до конца { $period ->
        [day] дня
        [week] недели
        [month] месяца
        [quarter] квартала
       *[year] года
    }
note-valid-to-the-end = действует до конца { $period ->
        [day] дня
        [week] недели
        [month] месяца
        [quarter] квартала
       *[year] года
    }
note-expires-idle = сгорает через { $span } без начислений и списаний
discount = скидку { $amount } { $purchase }
discount-by-cases = скидку { $purchase }: { $amount }
discount-by-steps = скидку { $purchase } { $amount }
discounted-purchase = на покупку
share-of-basket = { $share } стоимости корзины
voucher = ваучер «{ $name }»
voucher-at = { $voucher } для использования у партнёра { $partner }
voucher-valid = { $voucher } (действует { $span })
product = товар «{ $name }»
product-for-free = бесплатно товар «{ $name }»
ticket = билет «{ $name }»
access = доступ к «{ $name }»
donation = { $person ->
        [you] мы жертвуем { $amount } на благотворительность от вашего имени
       *[other] мы жертвуем { $amount } на благотворительность от имени { $who_genitive }
    }
message = сообщение «{ $name }»
level-gift = уровень «{ $level }»
for-span = { $what } на { $span }

## Лимиты и прочее

limit-amount = не более { $amount_genitive }
limit-discount = не более { $amount_genitive } скидки
limit-times = { $times ->
        [once] не более одного раза
       *[more] не более { $count } { $plural ->
            [one] раза
           *[other] раз
        }
    }
limit-line = { $most } { $every } { $scope }
every = { $period ->
        [day] в день
        [week] в неделю
        [month] в месяц
        [quarter] в квартал
       *[year] в год
    }
in-all = за всё время
limit-for-everyone = на всех участников вместе
limit-per-member = на участника
limit-per-event = за один раз
limit-per-partner = на партнёра
limit-at-partner = на всех участников вместе у одного партнёра
limit-per-employee = на сотрудника
limit-per-household = на семью
limit-per-role = (отдельно для { $who_genitive })
limit-shared = (вместе с другими предложениями набора «{ $name }»)
stock = пока есть в наличии (всего { $count } { $plural ->
        [one] штука
        [few] штуки
       *[other] штук
    })
basis-counts = сумма считается { $how }
basis-before-discounts = до скидок
basis-without-tax = без налога
basis-with-shipping = с доставкой
basis-without-points = без части, оплаченной баллами
multipliers-add = множители нескольких предложений складываются, а не перемножаются
refund-recompute = если вы что-то вернёте, мы пересчитаем это по тому, что осталось
refund-only-all = вы теряете это, только если вернёте всю покупку
refund-never = это остаётся у вас даже при возврате покупки
choice-leads = из предложений группы «{ $group }» засчитывается только одно, и это — в первую очередь
choice-follows = из предложений группы «{ $group }» засчитывается только одно: это — лишь тогда, когда не подходит { $number ->
        [one] { $before }
       *[many] ни одно из предложений { $before }
    }
choice-follows-many = из предложений группы «{ $group }» засчитывается только одно, и перед этим { $plural ->
        [one] стоит ещё { $count }
       *[other] стоят ещё { $count }
    }
discount-after = считается от суммы, которая остаётся после предложений: { $before }
discount-after-many = считается от суммы, которая остаётся после других скидок ({ $count })
choice-best = из предложений группы «{ $group }» засчитывается только самое выгодное

## Слова, которые служат именами в программах

level-green = Зелёный
level-base = Базовый
level-bronze = Бронзовый
level-silver = Серебряный
level-gold = Золотой
level-platinum = Платиновый
level-diamond = Бриллиантовый
level-basic = Базовый
level-standard = Стандартный
word-points = баллы
word-miles = мили
word-cashback = кешбэк
word-commission = комиссия
word-wallet = кошелёк
word-bonus = бонус
word-birthday = день рождения
word-city = город
word-country = страна
