### Что объяснения говорят по-русски.

coalition = коалиция

## Что произошло

event-purchase = покупка
event-refund = возврат
event-redemption = получение награды
event-hold = бронь
event-capture = списание брони
event-release = снятие брони
event-cancellation = отмена
event-voucher = ваучер
event-signup = вступление
event-member = изменение данных участника
event-partner = изменение данных партнёра
event-employee = изменение данных сотрудника
event-approval = утверждение
event-adjustment = исправление вручную
event-transfer = передача
event-tier = уровень, присвоенный вручную
event-merge = объединение
event-close = закрытие периода
event-review = отзыв
event-visit = посещение
event-check-in = отметка о посещении
event-referral = рекомендация
event-score = оценка
head-member = участника { $who }
head-of = ({ $who })
head-tier-member = участнику { $who }
head-tier-partner = партнёру { $who }
head-employee = при обслуживании { $who }
head-household = семьи { $who }
head-from = от участника { $who }
head-to = участнику { $who }
head-into = с участником { $who }
head-partner = у партнёра { $who }
head-about = к событию { $what }
head-reward = ({ $what })
head-code = с кодом { $what }
head-period = { $what }
head-version = версия программы { $version }
head-late = с опозданием: книги были уже на { $clock }
due-hold-lapses = истекает бронь { $what } участника { $who }
due-expiry = сгорание на счёте { $what } участника { $who }
due-idle-expiry = сгорание из-за бездействия на счёте { $what } участника { $who }
due-grant-ends = конец присвоенного уровня: { $who } ({ $what })
due-tier-review = пересмотр уровня: { $who } ({ $what })
due-tier-falls = конец отсрочки уровня: { $who } ({ $what })
due-clock = что следует по календарю: { $who } ({ $what })
due-expiring = предупреждение перед сгоранием баллов: { $who } ({ $what })
due-close = что следует из закрытия периода: { $who } ({ $what })
due-correction = изменение для { $who } из-за того, что с опозданием пришло за { $period } ({ $what })

## Расчёт

arithmetic-whole = полных { $per } в { $basis }: { $steps }; { $steps } × { $gives }
arithmetic-whole-by-line = полных { $per } в каждой позиции из { $basis }, × { $gives }
arithmetic-pieces = { $each } × { $pieces } шт.
arithmetic-slices = по ступеням от { $basis }
arithmetic-rounded = { $told } = { $exact }, { $rounds ->
        [down] с округлением вниз
        [up] с округлением вверх
       *[nearest] после округления
    } { $result }
arithmetic-by-line = { $told }, с округлением по каждой позиции: { $result }
arithmetic-in-all = { $told }: всего { $result }
arithmetic-limited = { $unlimited }, ограничено до { $amount }
arithmetic-corrected = { $told }; из этого { $before } начислено раньше: { $total } − { $before } = { $more }
arithmetic-part = { $lines ->
        [some] { $part } из этих { $before } — за его позиции
       *[all] { $part } из этих { $before } умножаются
    }; { $part } × { $factor } = { $multiple }, то есть на { $added } больше: +{ $more }
arithmetic-part-rounded = { $lines ->
        [some] × { $factor } на часть из этих { $before }, после округления: +{ $more }
       *[all] × { $factor } на эти { $before }, после округления: +{ $more }
    }

## Что переместилось

by-rule = правило { $rule }
by-reward = награда { $rule }
paid-by = Платит: { $who }.
spent = цена награды { $reward }; место: { $place }
expired = сгорело; действовало до { $until }
expired-idle = сгорело, потому что счёт слишком долго бездействовал; конец: { $until }
emptied = счёт обнуляется в конце периода уровня
taken-back = изъято обратно
taken-back-of = изъято обратно; это дало правило { $rule } за { $event } от { $when }
taken-back-for = изъято обратно; это дало правило { $rule } за { $period }
given-again-of = начислено снова; правило { $rule } даёт это за то, что остаётся от { $event } от { $when }
corrected = исправлено вручную
corrected-because = исправлено вручную: { $why }
corrected-by = Кто: { $who }.
given-to = передано; получатель: { $who }
given-by = получено; отправитель: { $who }
given-fee = Из них комиссия: { $amount }.
merged-from = перенято со счёта { $who }, который теперь часть этого
merged-into = перенесено на счёт { $who }, частью которого это теперь стало
pooled-from = внесено участником { $who }, который теперь состоит в этой семейной группе
pooled-into = перенесено на общий счёт семейной группы { $who }
returned = возвращено; получение награды { $event } отменено
returned-tender = возвращено; этими баллами частично оплатили { $event }
reserved = забронировано на { $reward } до { $until }; ничего ещё не потрачено
hold-released = бронь { $event } от { $when } снята; забронированное снова свободно
hold-lapsed = бронь { $event } от { $when } истекла; забронированное снова свободно
approved = утверждено: данное за { $event } уже можно тратить
lot-part = { $amount } — от { $what } ({ $when }), { $good }
lot-returns = { $amount } возвращаются к данному за { $what } ({ $when }), { $good }
lot-until = действует до { $until }
lot-for-ever = действует бессрочно
opened-until = Можно потратить до { $until }.
opened-from = Можно тратить с { $from }.
opened-from-until = Можно тратить с { $from } до { $until }.
opened-on-approval = Можно тратить после утверждения.
repaid = Из этого на погашение долга: { $amount }.

## Что изъято обратно

back-by-line = Правило «{ $rule }» изымается по позициям: остаётся его доля в том, что осталось от позиций, с округлением вниз.
back-by-line-off = Правило «{ $rule }» изымается по позициям: каждая позиция сохраняет свою долю скидки, пока остаётся сама.
back-recompute = Правило «{ $rule }» пересчитывается на то, что осталось.
back-recompute-off = Правило «{ $rule }» действует и для того, что осталось: каждая позиция сохраняет свою долю скидки.
back-recompute-nothing = Правило «{ $rule }» за то, что осталось, ничего не даёт.
again-recompute = Правило { $rule } применяется заново к тому, что остаётся: оно даёт больше, чем за то, что оставил прежний возврат.
back-when-all-is-returned = Правило «{ $rule }» изымается, только когда возвращены все его позиции, и это так.
back-never = Правило «{ $rule }» при возврате не изымается.
back-all-undone = Всё, что дало правило «{ $rule }», отменено.
back-share = { $whole } × { $remains } ÷ { $basis } = { $exact }, с округлением вниз { $kept }
back-share-near = { $whole } × { $remains } ÷ { $basis } = { $exact }, с округлением { $kept }
back-kept = из { $whole } остаётся { $kept }
back-change = { $kept }; изымается { $change }
back-corrected = С учётом того, что пришло с опозданием, оно даёт { $total }; раньше дало { $before }: { $before } − { $total } = { $less }
found-unspent = Из этого не потрачено: { $amount }.
found-expired = Из этого уже сгорело: { $amount }; это отменяется.
found-debt = Из этого уже потрачено: { $amount }; это долг участника { $who }, его погасят следующие баллы.
found-written-off = Из этого уже потрачено: { $amount }; это списывается.
found-charged = Из этого уже потрачено: { $amount }; это относится на партнёра { $who }.

## Что партнёры дали и приняли

book-issued = выдано { $amount }
book-taken-back = вернулось { $amount }
book-given-again = начислено снова: { $amount }
book-redeemed = потрачено здесь: { $amount }
book-returned = здесь больше не потрачено: { $amount }
book-expired = сгорело неиспользованным: { $amount }
book-expired-back = больше не считается сгоревшим: { $amount }
book-written-off = списано { $amount }
book-charged = отнесено на партнёра: { $amount }, потому что их потратили до изъятия
book-exchange = обменяно { $amount }
book-paid-out = выплачено { $amount }
book-adjusted = исправлено вручную: { $amount }
money-pays = { $who } платит { $sum }
money-pays-less = { $who } платит меньше на { $sum }
money-is-paid = { $who } получает { $sum }
money-is-paid-less = { $who } получает меньше на { $sum }
money-by-points = Это оплачено потраченными на это баллами.
money-by-period = { $product }, с округлением по каждому периоду { $money }

## Что ещё изменилось

refused = Отказ: { $why }
nothing = Ничего не изменилось.
nothing-of = { $who }: без движения по счетам.
gave = { $what } — { $who }: { $why }
gave-discount = скидка { $name }
gave-donation = пожертвование { $name }
gave-voucher = ваучер { $name }, код { $code },
gave-product = товар { $name }
gave-ticket = билет { $name }
gave-access = доступ { $name }
gave-message = сообщение { $name }
gave-tier = уровень { $name }
voucher-until = Действует до { $until }.
voucher-at = Принимает: { $who }.
voucher-used = Использован ваучер { $name } (код { $code }) участника { $who }.
voucher-void = Ваучер { $name } (код { $code }) участника { $who } больше не действует.
back-in-money = возврат деньгами: { $money }
back-in-points = возврат оплаченного баллами: { $money }
back-on-card = возврат на подарочные карты и кошельки: { $money }
to-pay = доплата на кассе сверх баллов: { $money }
merged = Счёт { $who } теперь часть счёта { $into }.
known = Теперь известен: { $who }.
related = { $who }: «{ $name }» — это { $to }
related-inviter = { $who }: пригласил участник { $to }
related-brought-by = { $who }: привлёк партнёр { $to }
related-household = { $who }: семейная группа — { $to }
related-recruited-by = { $who }: этого партнёра нашёл партнёр { $to }
tier-stands = { $who }: уровень «{ $step }»
tier-stands-in = { $who }: уровень «{ $step }» ({ $set })
tier-falls = Опустится до { $step } { $when }, если условие до того не будет снова выполнено.
tier-granted = Присвоен до { $until }.
tier-review = Следующая оценка: { $when }.
closed = Период { $period } закрыт.
closed-set-off = Что из этого последовало, стоит в следующих записях: { $entries }.
applied = Версия { $version } программы действует с { $from }.

## Суммы

sum-wallet = сумма по счёту «{ $account }»: { $parts }; всего { $total }
sum-earned = { $amount } начислено
sum-spent = { $amount } потрачено
sum-expired = { $amount } сгорело
sum-taken-back = { $amount } изъято обратно
sum-returned = { $amount } возвращено
sum-other = { $amount } прочее
sum-issued = сумма: выдано { $amount } за вычетом вернувшегося
sum-redeemed = сумма: потрачено здесь { $amount }
sum-expired-unused = сумма: сгорело неиспользованным { $amount }
sum-off-for-points = сумма: скидки за баллы { $amount }, рассчитываются как баллы
opening = остаток на счёте «{ $account }» до этого: { $amount }
statement-gets = итого: { $who } получает { $sum }
statement-pays = итого: { $who } платит { $sum }
balance = остаток на счёте «{ $account }»: { $amount }
statement-left-out = (Показано записей: { $shown } из { $all }; суммы — по всем.)

## Отказы

refused-unknown-record = такой записи нет: { $what }
refused-unknown-member = такого участника нет: { $what }
refused-unknown-partner = такого партнёра нет: { $what }
refused-unknown-employee = такого сотрудника нет: { $what }
refused-unknown-household = такой семейной группы нет: { $what }
refused-unknown-event = такого события нет: { $what }
refused-unknown-name = с таким именем ничего нет: { $what }
refused-insufficient-balance = на счёте недостаточно ({ $what })
refused-amount-not-allowed = такое количество не допускается ({ $what })
refused-condition-not-met = условие награды не выполнено ({ $what })
refused-limit-reached = лимит исчерпан ({ $what })
refused-limit-leaves = по нему остаётся ещё { $amount }
refused-out-of-stock = запас закончился: { $what }
refused-more-than-remains = возвращают больше, чем осталось ({ $what })
refused-nothing-remains = возвращать больше нечего ({ $what })
refused-nothing-pending = подтверждать больше нечего ({ $what })
refused-lapsed = срок истёк ({ $what })
refused-already-done = это уже сделано ({ $what })
refused-not-allowed = программа этого не допускает ({ $what })
refused-too-late = слишком поздно ({ $what })
refused-no-program = в это время не действует ни одна версия программы ({ $what })
refused-too-large = слишком большая сумма ({ $what })
refused-does-not-fit = стороны не подходят друг другу ({ $what })
refused-available = доступно: { $amount }
refused-would-do = подошло бы: { $amount }
refused-money = и к этому деньгами: { $money }

## Почему правило ничего не дало

weekday-mon = понедельник
weekday-tue = вторник
weekday-wed = среда
weekday-thu = четверг
weekday-fri = пятница
weekday-sat = суббота
weekday-sun = воскресенье
why-not-was = { $number ->
        [many] { $noun }: { $actual }
       *[one] { $noun }: { $actual }
    }
why-not-unknown = { $noun }: значения нет
why-not-line = Ни одна позиция не подходит по признаку: { $noun }
why-not-condition = { $was }; { $would } ({ $path }).
why-not-value = подошло бы: { $value }
why-not-step = подошло бы: { $value }, то есть от { $from } ({ $measure })
why-not-any = подошло бы любое значение
why-not-none = значения здесь быть не должно
why-not-time = подошло бы только другое время; правило требует: { $asked }
why-not-same = должно совпадать с { $path }
why-not-also = Выражение «{ $text }» не было истинным; изменить это может только другое значение того, что оно читает.
why-not-also-said = Правило требует: { $asked }. Этого не было; изменить это может только другое значение того, что оно читает («{ $text }»).
why-not-nobody = Некому было получить выгоду.
why-not-nobody-who = Некому было получить выгоду; для кого это правило: { $who }.
why-not-between = Правило действует только с { $from } до { $until }.
why-not-from = Правило действует только с { $from }.
why-not-until = Правило действовало только до { $until }.
why-not-limit = Лимит правила ({ $most }) исчерпан; место освободится, только если что-то изымут обратно или закончится чья-то бронь.
why-not-limit-until = Лимит правила ({ $most }) исчерпан; он возобновится { $again }.
why-not-limit-shared = Лимит правила ({ $most }) исчерпан тем, что за то же событие дали правила до него; место освободится, только если что-то изымут обратно или закончится чья-то бронь.
why-not-limit-shared-until = Лимит правила ({ $most }) исчерпан тем, что за то же событие дали правила до него; он возобновится { $again }.
why-not-limit-event = Лимит правила ({ $most } за событие) ничего не оставляет.
why-not-limit-of = Правило умножает то, что даёт правило { $rule }, а в его лимите ({ $most }) больше нет места; оно освободится, только если что-то изымут обратно или закончится чья-то бронь.
why-not-limit-of-until = Правило умножает то, что даёт правило { $rule }, а в его лимите ({ $most }) больше нет места; он возобновится { $again }.
why-not-limit-of-event = Правило умножает то, что даёт правило { $rule }, а оно даёт за одно событие не больше чем { $most }.
why-not-outranked = Первым идёт правило { $rule }: даёт только одно из них.
why-not-case = { $was }; в этом случае правило ничего не даёт; оно даёт при: { $would } ({ $path }).
why-not-case-from = { $value } (от { $from }: { $measure })
why-not-from-step = { $was }; в этом случае правило ничего не даёт; оно даёт от { $would } ({ $path }).
why-not-nothing-multiplied = Правило умножает то, что другие правила дают на счёт «{ $account }» от суммы покупки, а таких правил нет.
why-not-nothing-multiplied-by = Правило умножает то, что другие правила дают на счёт «{ $account }» от суммы покупки, а такого не было; что-то должно было дать одно из правил: { $rules }.
why-not-of-nothing = Правило опирается на то, что даёт правило «{ $rule }», а оно за это событие ничего не дало.
why-not-no-rest = Другие правила ничего не оставили от того, что дало правило «{ $rule }».
why-not-other-lines = Правило умножает только некоторые позиции, а правило «{ $rule }» не даёт ни за одну из них.
why-not-adds-nothing = То, что правило добавляет к тому, что даёт правило «{ $rule }», после округления равно нулю.
why-not-nothing-left = От покупки не осталось ничего, что можно было бы снять.
why-not-too-small = Все условия выполнены, но правило даёт за каждые полные { $per }, а засчитывалось здесь { $basis }.
why-not-rounds-to-nothing = Все условия выполнены, но доля от { $basis } после округления равна нулю; подошло бы { $least }.
why-not-nothing = Все условия выполнены, но сумма оказалась нулевой.
why-not-all-gave = Каждое правило для таких событий что-то дало.
why-not-no-rule = Для таких событий правил нет. О том, что оно делает, говорит coterie explain.
why-not-as-if = Чьё это событие: { $who }. Дальше сказано, что было бы, если бы его участником был { $whom }.
why-not-as-if-nobodys = Это событие не относится ни к одному участнику. Дальше сказано, что было бы, если бы его участником был { $whom }.
