### Co program mówi po polsku, na „Ty”. Zmienne gramatyczne: patrz src/texts.rs.

## Listy i liczby

join-and = { $rest } i { $end }
join-or = { $rest } lub { $end }
join-clauses = { $rest }, a { $end }
either = albo { $place ->
        [first] { $clause }
       *[later] { $clause }
    }
percent = { $number }%
yes = tak
no = nie
named = „{ $name }”
free = bezpłatnie

## Dni i okresy

date = { $day } { $month ->
        [jan] stycznia
        [feb] lutego
        [mar] marca
        [apr] kwietnia
        [may] maja
        [jun] czerwca
        [jul] lipca
        [aug] sierpnia
        [sep] września
        [oct] października
        [nov] listopada
       *[dec] grudnia
    } { $year }
moment = { $date }, godz. { $time }
period-week = { $week }. tydzień { $year }
period-month = { $month ->
        [jan] styczeń
        [feb] luty
        [mar] marzec
        [apr] kwiecień
        [may] maj
        [jun] czerwiec
        [jul] lipiec
        [aug] sierpień
        [sep] wrzesień
        [oct] październik
        [nov] listopad
       *[dec] grudzień
    } { $year }
period-quarter = { $quarter ->
        [first] pierwszy
        [second] drugi
        [third] trzeci
       *[fourth] czwarty
    } kwartał { $year }
period-year = rok { $year }
span-years = { $case ->
        [genitive] { $count } { $plural ->
            [one] roku
           *[other] lat
        }
       *[plain] { $count } { $plural ->
            [one] rok
            [few] lata
           *[other] lat
        }
    }
span-months = { $case ->
        [genitive] { $count } { $plural ->
            [one] miesiąca
           *[other] miesięcy
        }
       *[plain] { $count } { $plural ->
            [one] miesiąc
            [few] miesiące
           *[other] miesięcy
        }
    }
span-days = { $case ->
        [genitive] { $count } { $plural ->
            [one] dnia
           *[other] dni
        }
       *[plain] { $count } { $plural ->
            [one] dzień
           *[other] dni
        }
    }
span-hours = { $case ->
        [genitive] { $count } { $plural ->
            [one] godziny
           *[other] godzin
        }
       *[plain] { $count } { $plural ->
            [one] godzinę
            [few] godziny
           *[other] godzin
        }
    }
span-minutes = { $case ->
        [genitive] { $count } { $plural ->
            [one] minuty
           *[other] minut
        }
       *[plain] { $count } { $plural ->
            [one] minutę
            [few] minuty
           *[other] minut
        }
    }
span-seconds = { $case ->
        [genitive] { $count } { $plural ->
            [one] sekundy
           *[other] sekund
        }
       *[plain] { $count } { $plural ->
            [one] sekundę
            [few] sekundy
           *[other] sekund
        }
    }
window-this = { $period ->
        [day] dzisiaj
        [week] w tym tygodniu
        [month] w tym miesiącu
        [quarter] w tym kwartale
       *[year] w tym roku
    }
window-last = { $period ->
        [day] wczoraj
        [week] w ubiegłym tygodniu
        [month] w ubiegłym miesiącu
        [quarter] w ubiegłym kwartale
       *[year] w ubiegłym roku
    }
window-of-fact = { $period ->
        [day] w dniu, którego
        [week] w tygodniu, którego
        [month] w miesiącu, którego
        [quarter] w kwartale, którego
       *[year] w roku, którego
    } to dotyczy,
window-rolling = { $plural ->
        [one] w okresie ostatniego { $span_genitive }
       *[other] w okresie ostatnich { $span_genitive }
    }

## Jednostki

unit-point = { $count } { $plural ->
        [one] { $case ->
            [genitive] punktu
           *[plain] punkt
        }
        [few] { $case ->
            [genitive] punktów
           *[plain] punkty
        }
        [many] punktów
       *[other] punktu
    }
unit-mile = { $count } { $plural ->
        [one] { $case ->
            [genitive] mili
           *[plain] milę
        }
        [few] { $case ->
            [genitive] mil
           *[plain] mile
        }
        [many] mil
       *[other] mili
    }
unit-star = { $count } { $plural ->
        [one] { $case ->
            [genitive] gwiazdki
           *[plain] gwiazdkę
        }
        [few] { $case ->
            [genitive] gwiazdek
           *[plain] gwiazdki
        }
        [many] gwiazdek
       *[other] gwiazdki
    }
unit-stamp = { $count } { $plural ->
        [one] { $case ->
            [genitive] pieczątki
           *[plain] pieczątkę
        }
        [few] { $case ->
            [genitive] pieczątek
           *[plain] pieczątki
        }
        [many] pieczątek
       *[other] pieczątki
    }
unit-token = { $count } { $plural ->
        [one] { $case ->
            [genitive] żetonu
           *[plain] żeton
        }
        [few] { $case ->
            [genitive] żetonów
           *[plain] żetony
        }
        [many] żetonów
       *[other] żetonu
    }
unit-kudo = { $count } { $plural ->
        [one] { $case ->
            [genitive] kudosa
           *[plain] kudos
        }
        [few] { $case ->
            [genitive] kudosów
           *[plain] kudosy
        }
        [many] kudosów
       *[other] kudosa
    }
units-point = { $case ->
        [genitive] punktów
       *[plain] punkty
    }
units-mile = { $case ->
        [genitive] mil
       *[plain] mile
    }
units-star = { $case ->
        [genitive] gwiazdek
       *[plain] gwiazdki
    }
units-stamp = { $case ->
        [genitive] pieczątek
       *[plain] pieczątki
    }
units-token = { $case ->
        [genitive] żetonów
       *[plain] żetony
    }
units-kudo = { $case ->
        [genitive] kudosów
       *[plain] kudosy
    }
unit-named = { $count } × „{ $name }”
units-named = { $case ->
        [genitive] jednostek „{ $name }”
       *[plain] jednostki „{ $name }”
    }
units-of = { $person ->
        [you] Twoje { $units }
       *[other] { $units } { $who_genitive }
    }
account-of = { $person ->
        [you] Twoje środki na koncie „{ $account }”
       *[other] środki { $who_genitive } na koncie „{ $account }”
    }
credited-to-account-of = { $person ->
        [you] środki naliczane na Twoje konto „{ $account }”
       *[other] środki naliczane na konto „{ $account }” { $who_genitive }
    }

## Kto

role-member = { $case ->
        [genitive] uczestnika
       *[plain] uczestnik
    }
role-partner = { $case ->
        [genitive] partnera
       *[plain] partner
    }
role-employee = { $case ->
        [genitive] pracownika, który Cię obsługuje,
       *[plain] pracownik, który Cię obsługuje,
    }
role-any-employee = { $case ->
        [genitive] pracownika
       *[plain] pracownik
    }
role-household = { $case ->
        [genitive] Twojego gospodarstwa domowego
       *[plain] Twoje gospodarstwo domowe
    }
role-coalition = { $case ->
        [genitive] koalicji
       *[plain] koalicja
    }
role-field-member = { $case ->
        [genitive] uczestnika wskazanego jako „{ $name }”
       *[plain] uczestnik wskazany jako „{ $name }”
    }
role-field-partner = { $case ->
        [genitive] partnera wskazanego jako „{ $name }”
       *[plain] partner wskazany jako „{ $name }”
    }
role-field-employee = { $case ->
        [genitive] pracownika wskazanego jako „{ $name }”
       *[plain] pracownik wskazany jako „{ $name }”
    }
role-field-household = { $case ->
        [genitive] gospodarstwa domowego wskazanego jako „{ $name }”
       *[plain] gospodarstwo domowe wskazane jako „{ $name }”
    }
role-relation-member = { $case ->
        [genitive] uczestnika w roli „{ $name }”
       *[plain] uczestnik w roli „{ $name }”
    }
role-relation-partner = { $case ->
        [genitive] partnera w roli „{ $name }”
       *[plain] partner w roli „{ $name }”
    }
role-relation-employee = { $case ->
        [genitive] pracownika w roli „{ $name }”
       *[plain] pracownik w roli „{ $name }”
    }
role-relation-household = { $case ->
        [genitive] gospodarstwa domowego w roli „{ $name }”
       *[plain] gospodarstwo domowe w roli „{ $name }”
    }
role-relation-coalition = { $case ->
        [genitive] koalicji w roli „{ $name }”
       *[plain] koalicja w roli „{ $name }”
    }
role-member-inviter = { $case ->
        [genitive] osoby, która Cię zaprosiła,
       *[plain] osoba, która Cię zaprosiła,
    }
role-member-brought-by = { $case ->
        [genitive] partnera, który Cię pozyskał,
       *[plain] partner, który Cię pozyskał,
    }
role-member-household = { $case ->
        [genitive] Twojego gospodarstwa domowego
       *[plain] Twoje gospodarstwo domowe
    }
role-member-brought-by-recruited-by = { $case ->
        [genitive] partnera, który zwerbował tego, kto Cię pozyskał,
       *[plain] partner, który zwerbował tego, kto Cię pozyskał,
    }
role-partner-recruited-by = { $case ->
        [genitive] partnera, który zwerbował tego partnera,
       *[plain] partner, który zwerbował tego partnera,
    }

## Konta

account = { $subject } { $does }
account-pooled = { $subject }, wspólne dla domowników, { $does }
available-at-once = są dostępne od razu
available-after = stają się dostępne { $span } po naliczeniu
available-when-approved = stają się dostępne po zatwierdzeniu
expires-never = nie tracą ważności
expires-after = tracą ważność { $span } po naliczeniu
expires-after-and-at = tracą ważność { $span } po naliczeniu, z końcem { $period ->
        [day] tego dnia
        [week] tego tygodnia
        [month] tego miesiąca
        [quarter] tego kwartału
       *[year] tego roku
    }
expires-at = tracą ważność z końcem { $period ->
        [day] dnia, w którym
        [week] tygodnia, w którym
        [month] miesiąca, w którym
        [quarter] kwartału, w którym
       *[year] roku, w którym
    } zostały naliczone
expires-idle = tracą ważność po upływie { $span_genitive } bez naliczenia i bez wykorzystania
transfer = możesz przekazać { $what } innemu uczestnikowi
from-account = środki z konta „{ $account }”
transfer-at-least = co najmniej { $amount } naraz
transfer-fee = opłata: { $fee }

## Poziomy

level-named = „{ $level }”
tier-first = { $person ->
        [you] zaczynasz na poziomie { $level }
       *[other] { $who } zaczyna na poziomie { $level }
    }
tier-judged = { $person ->
        [you] masz poziom { $level }, dopóki { $noun } { $predicate }
       *[other] { $who } ma poziom { $level }, dopóki { $noun } { $predicate }
    }
tier-judged-always = { $person ->
        [you] otrzymujesz poziom { $level }, gdy tylko { $noun } { $reaches }
       *[other] { $who } otrzymuje poziom { $level }, gdy tylko { $noun } { $reaches }
    }
tier-reached-at-once = { $person ->
        [you] osiągasz poziom { $level }, gdy tylko { $noun } { $reaches }
       *[other] { $who } osiąga poziom { $level }, gdy tylko { $noun } { $reaches }
    }
tier-reached-at-period-end = { $period ->
        [day] z końcem dnia
        [week] z końcem tygodnia
        [month] z końcem miesiąca
        [quarter] z końcem kwartału
        [year] z końcem roku
       *[period] z końcem okresu
    } { $person ->
        [you] osiągasz poziom { $level }, jeśli { $noun } { $predicate }
       *[other] { $who } osiąga poziom { $level }, jeśli { $noun } { $predicate }
    }
judged-at-the-end-of-each = { $period ->
        [day] z końcem każdego dnia
        [week] z końcem każdego tygodnia
        [month] z końcem każdego miesiąca
        [quarter] z końcem każdego kwartału
       *[year] z końcem każdego roku
    }
judged-every = co { $span } od tej chwili
tier-falls-one-step = { $judged } sprawdzamy to ponownie, a gdy warunek nie jest spełniony, { $person ->
        [you] spadasz o jeden poziom
       *[other] { $who } spada o jeden poziom
    }
tier-falls-to-judged = { $judged } sprawdzamy to ponownie, a gdy warunek nie jest spełniony, { $person ->
        [you] przechodzisz na poziom, którego warunki wtedy spełniasz
       *[other] { $who } przechodzi na poziom, którego warunki wtedy spełnia
    }
tier-falls-after-grace = { $falls }, ale dopiero po upływie kolejnych { $grace_genitive }
tier-kept-for-ever = { $person ->
        [you] raz osiągnięty poziom zachowujesz na stałe
       *[other] raz osiągnięty poziom pozostaje na stałe
    }
tier-resets = z końcem każdego { $period ->
        [day] dnia
        [week] tygodnia
        [month] miesiąca
        [quarter] kwartału
        [year] roku
       *[period] okresu
    } zerujemy saldo konta „{ $accounts }”

## Zdania

head-occasion = { $occasion } { $core }
head-if = jeśli { $if }, { $core }
head-occasion-if = { $occasion }, jeśli { $if }, { $core }
gets = { $person ->
        [you] { $order ->
            [later] Ty otrzymujesz { $what }
           *[first] otrzymujesz { $what }
        }
       *[other] { $who } otrzymuje { $what }
    }
reward = { $name } ({ $cost }): { $core }
reward-by-steps = { $name }: { $core }
cost = za { $price }
cost-added = z dopłatą { $money }
reward-at-the-till = nagrodę odbierasz przy kasie
reward-per-step = { $gives } { $number ->
        [one] za { $step }
       *[many] za każde { $step }
    }
payer = płaci { $who }
referral-both = za pierwsze zakupy Twojego znajomego otrzymujesz { $you }, a znajomy otrzymuje { $friend }
referral-you = za pierwsze zakupy Twojego znajomego otrzymujesz { $you }

## Kiedy

on-purchase = przy każdych zakupach
on-first-purchase = przy pierwszych zakupach
on-nth-purchase = przy { $number }. zakupach
on-every-nth-purchase = przy co { $number }. zakupach
on-first-check-in = za pierwszy check-in
on-first-review = za pierwszą opinię
on-first-visit = za pierwszą wizytę
on-first-referral = za pierwsze polecenie
on-first-event = za pierwsze zdarzenie „{ $name }”
run-of-periods = { $count } { $period ->
        [day] { $plural ->
            [one] dzień
           *[other] dni
        }
        [week] { $plural ->
            [one] tydzień
            [few] tygodnie
           *[other] tygodni
        }
        [month] { $plural ->
            [one] miesiąc
            [few] miesiące
           *[other] miesięcy
        }
        [quarter] { $plural ->
            [one] kwartał
            [few] kwartały
           *[other] kwartałów
        }
       *[year] { $plural ->
            [one] rok
            [few] lata
           *[other] lat
        }
    }
makes-a-run = tym samym zaliczasz { $plural ->
        [one] kolejny
       *[other] kolejne
    } { run-of-periods } z rzędu, w których były { $events },
makes-a-run-of = to już { run-of-periods } z rzędu, w których były { $events },
amounting-to = za { $range }
on-refund = za każdy zwrot
on-redemption = za każdą odebraną nagrodę
on-hold = za każdą zarezerwowaną nagrodę
on-capture = przy odbiorze zarezerwowanej nagrody
on-release = przy rezygnacji z rezerwacji nagrody
on-cancellation = przy anulowaniu nagrody
on-voucher = za każdy wykorzystany voucher
on-signup = za dołączenie do programu
on-member = przy zmianie Twoich danych
on-partner = przy zmianie danych partnera
on-employee = przy zmianie danych pracownika
on-approval = przy zatwierdzeniu
on-adjustment = przy korekcie konta
on-transfer = przy każdym przekazaniu
on-tier = przy przyznaniu poziomu
on-merge = przy połączeniu dwóch kont
on-close = przy zamknięciu okresu
on-apply = przy zmianie programu
on-review = za każdą opinię
on-visit = za każdą wizytę
on-check-in = za każdy check-in
on-referral = za każde polecenie
on-score = za każdą ocenę partnera
on-event = za każde zdarzenie „{ $name }”
on-rise = po awansie { $person ->
        [you] na wyższy poziom
       *[other] { $who_genitive } na wyższy poziom
    }
on-reaching = po osiągnięciu { $person ->
        [you] poziomu { $levels }
       *[other] przez { $who_genitive } poziomu { $levels }
    }
on-fall = po spadku { $person ->
        [you] na niższy poziom
       *[other] { $who_genitive } na niższy poziom
    }
at-the-end-of-each = na koniec { $period ->
        [day] każdego dnia
        [week] każdego tygodnia
        [month] każdego miesiąca
        [quarter] każdego kwartału
       *[year] każdego roku
    }
before-expiry = na { $span } przed upływem ważności { $person ->
        [you] Twoich { $units_genitive }
       *[other] { $units_genitive } { $who_genitive }
    }
at-the-hour = { $day } o godz. { $time }
anniversary = co roku w rocznicę „{ $name }”{ $person ->
        [you] { "" }
       *[other] { " " }{ $who_genitive }
    }
anniversary-birthday = { $person ->
        [you] w dniu Twoich urodzin
       *[other] w dniu urodzin { $who_genitive }
    }
anniversary-month = w miesiącu rocznicy „{ $name }”{ $person ->
        [you] { "" }
       *[other] { " " }{ $who_genitive }
    }
anniversary-month-birthday = { $person ->
        [you] w miesiącu Twoich urodzin
       *[other] w miesiącu urodzin { $who_genitive }
    }
on-weekdays = { $first ->
        [tue] we { $days }
       *[other] w { $days }
    }
weekday-plural = { $day ->
        [mon] poniedziałki
        [tue] wtorki
        [wed] środy
        [thu] czwartki
        [fri] piątki
        [sat] soboty
       *[sun] niedziele
    }
in-months = { $first ->
        [sep] we { $months }
       *[other] w { $months }
    }
month-in = { $month ->
        [jan] styczniu
        [feb] lutym
        [mar] marcu
        [apr] kwietniu
        [may] maju
        [jun] czerwcu
        [jul] lipcu
        [aug] sierpniu
        [sep] wrześniu
        [oct] październiku
        [nov] listopadzie
       *[dec] grudniu
    }
on-days-of-month = { $days } dnia miesiąca
day-nth = { $number }.
on-dates = { $dates }
from-to = od { $from } do { $to }
from-day = od { $from }
to-day = do { $to }
between-hours = w godzinach { $from }–{ $until }
for-the-first = { $plural ->
        [one] przez pierwszy { $span }
       *[other] przez pierwsze { $span }
    }

## Gdzie

at-partner = u partnera { $names }
at-other-partners = u partnerów innych niż { $names }
at-location = w punkcie { $names }
at-other-locations = w punktach innych niż { $names }
with-code = z kodem { $codes }
at-level = na poziomie { $levels }
at-other-levels = na poziomie innym niż { $levels }

## Jakie produkty

lines-of-category = w kategorii { $names }
lines-except-category = (z wyjątkiem kategorii { $names })
lines-of-sku = { $number ->
        [one] produktu { $names }
       *[many] któregoś z produktów { $names }
    }
lines-except-sku = { $number ->
        [one] (z wyjątkiem produktu { $names })
       *[many] (z wyjątkiem produktów { $names })
    }
lines-where = (tylko produkty, dla których { $conditions })
product-named = „{ $name }”

## Jeśli

noun-predicate = { $noun } { $predicate }
with-this-purchase = { $noun } razem z tymi zakupami
completes-pieces = tymi zakupami dopełniasz { $plural ->
        [one] kolejną { $count } sztukę
        [few] kolejne { $count } sztuki
       *[other] kolejne { $count } sztuk
    }{ $lines ->
        [these] { " " }tych produktów
       *[all] { "" }
    } (licząc wszystkie Twoje zakupy)
completes-amount = tymi zakupami dopełniasz kolejne { $amount } łącznej wartości Twoich zakupów
noun-plus = { $left } plus { $right }
noun-minus = { $left } minus { $right }
noun-times = { $left } razy { $right }
noun-divided-by = część całkowita z dzielenia { $left_genitive } przez { $right }
noun-remainder = reszta z dzielenia { $left_genitive } przez { $right }
noun-in-brackets = ({ $noun })
is-compared = wynosi { $how ->
        [equal] tyle samo co { $noun }
        [not-equal] nie tyle samo co { $noun }
        [less] mniej niż { $noun }
        [at-most] najwyżej tyle co { $noun }
        [at-least] co najmniej tyle co { $noun }
       *[more] więcej niż { $noun }
    }
profile-says = { $so ->
        [no] { $person ->
            [you] w Twoim profilu nie zaznaczono
           *[other] w profilu { $who_genitive } nie zaznaczono
        }
       *[yes] { $person ->
            [you] w Twoim profilu zaznaczono
           *[other] w profilu { $who_genitive } zaznaczono
        }
    } „{ $name }”
profile-gives = { $person ->
        [you] w Twoim profilu
       *[other] w profilu { $who_genitive }
    } { $so ->
        [no] nie podano
       *[yes] podano
    } „{ $name }”
event-says = { $so ->
        [no] nie zaznaczono
       *[yes] zaznaczono
    } „{ $name }”
also = spełniony jest dodatkowy warunek programu
also-named = spełniony jest dodatkowy warunek oferty „{ $name }”
known-member-inviter = ktoś Cię zaprosił
unknown-member-inviter = nikt Cię nie zaprosił
known-member-brought-by = pozyskał Cię partner
unknown-member-brought-by = nie pozyskał Cię żaden partner
known-partner-recruited-by = tego partnera zwerbował inny partner
unknown-partner-recruited-by = tego partnera nie zwerbował żaden inny partner
known-member-household = należysz do gospodarstwa domowego
unknown-member-household = nie należysz do gospodarstwa domowego
relation-known = jest { $who }
relation-unknown = nie ma { $who_genitive }
basket-has-category = w koszyku jest produkt z kategorii { $names }
basket-has-product = w koszyku jest produkt { $names }
basket-has = w koszyku jest produkt, dla którego { $condition }
is = to { $value }
is-not = to nie { $value }
is-number = wynosi { $value }
is-not-number = nie wynosi { $value }
is-none-of = nie należy do: { $values }
is-same-as = { $what ->
        [party] to zarazem { $noun }
       *[value] to to samo co { $noun }
    }
is-not-same-as = { $what ->
        [party] to nie { $noun }
       *[value] to nie to samo co { $noun }
    }
is-in-range = wynosi { $range }
reaches = wyniesie co najmniej { $value }
falls = przypada { $range }
is-within = przypada mniej niż { $span } temu
is-not-within = przypada co najmniej { $span } temu
is-known = istnieje
is-unknown = nie istnieje
has-anniversary-today = ma dziś rocznicę
has-anniversary-this-month = ma rocznicę w tym miesiącu
is-between = mieści się między { $from } a { $until }
is-not-so = nie spełnia warunku „{ $predicate }”
at-least = co najmniej { $value }
more-than = ponad { $value }
at-most = co najwyżej { $value }
less-than = mniej niż { $value }
no-earlier-than = nie wcześniej niż { $value }
later-than = później niż { $value }
no-later-than = nie później niż { $value }
earlier-than = wcześniej niż { $value }

## Co jest czytane

purchase-total = { $case ->
        [genitive] kwoty Twoich zakupów
       *[plain] kwota Twoich zakupów
    }
lines-amount = { $lines ->
        [these] { $case ->
                [genitive] wartości tych produktów
               *[plain] wartość tych produktów
            }
       *[all] { $case ->
                [genitive] wartości Twoich zakupów
               *[plain] wartość Twoich zakupów
            }
    }
lines-quantity = { $case ->
        [genitive] liczby sztuk
       *[plain] liczba sztuk
    } { $lines ->
        [these] tych produktów
       *[all] w Twoich zakupach
    }
lines-count = { $case ->
        [genitive] liczby
       *[plain] liczba
    } { $lines ->
        [these] tych pozycji
       *[all] pozycji w Twoich zakupach
    }
lines-distinct = { $case ->
        [genitive] liczby różnych
       *[plain] liczba różnych
    } { $lines ->
        [these] produktów wśród nich
       *[all] produktów w Twoich zakupach
    }
event-moment = { $case ->
        [genitive] chwili zdarzenia
       *[plain] chwila zdarzenia
    }
event-day = { $case ->
        [genitive] dnia zdarzenia
       *[plain] dzień zdarzenia
    }
weekday = { $case ->
        [genitive] dnia tygodnia
       *[plain] dzień tygodnia
    }
time-of-day = { $case ->
        [genitive] godziny
       *[plain] godzina
    }
month-number = { $case ->
        [genitive] miesiąca
       *[plain] miesiąc
    }
day-number = { $case ->
        [genitive] dnia miesiąca
       *[plain] dzień miesiąca
    }
line-id = { $case ->
        [genitive] pozycji
       *[plain] pozycja
    }
line-category = { $case ->
        [genitive] kategorii
       *[plain] kategoria
    }
line-sku = { $case ->
        [genitive] produktu
       *[plain] produkt
    }
line-amount = { $case ->
        [genitive] ceny
       *[plain] cena
    }
line-quantity = { $case ->
        [genitive] liczby sztuk
       *[plain] liczba sztuk
    }
line-discount = { $case ->
        [genitive] rabatu
       *[plain] rabat
    }
line-tax = { $case ->
        [genitive] podatku
       *[plain] podatek
    }
line-field-brand = { $case ->
        [genitive] marki
       *[plain] marka
    }
field-location = { $case ->
        [genitive] punktu
       *[plain] punkt
    }
field-shipping = { $case ->
        [genitive] kosztu dostawy
       *[plain] koszt dostawy
    }
field-order = { $case ->
        [genitive] zamówienia
       *[plain] zamówienie
    }
field-codes = { $case ->
        [genitive] kodu
       *[plain] kod
    }
field-stars = { $case ->
        [genitive] liczby gwiazdek
       *[plain] liczba gwiazdek
    }
field-tender-points = { $case ->
        [genitive] kwoty opłaconej punktami
       *[plain] kwota opłacona punktami
    }
field-tender-gift-card = { $case ->
        [genitive] kwoty opłaconej kartą podarunkową
       *[plain] kwota opłacona kartą podarunkową
    }
attribute = { $case ->
        [genitive] wartości
       *[plain] wartość
    } „{ $name }” { $person ->
        [you] w Twoim profilu
       *[other] { $who_genitive }
    }
attribute-city = { $person ->
        [you] { $case ->
                [genitive] Twojego miasta
               *[plain] Twoje miasto
            }
       *[other] { $case ->
                [genitive] miasta
               *[plain] miasto
            } { $who_genitive }
    }
tier-of = { $case ->
        [genitive] { $person ->
            [you] Twojego poziomu
           *[other] poziomu { $who_genitive }
        }
       *[plain] { $person ->
            [you] Twój poziom
           *[other] poziom { $who_genitive }
        }
    }
since = { $case ->
        [genitive] początku
       *[plain] początek
    } relacji, którą tworzy { $who },
measure-in-window = { $measure } { $window }
measure-narrowed = { $measure } (tylko gdy { $conditions })
measure-only = { $measure } (tylko { $occasions })
measure-of-products = { $measure } { $products }
measure-from-rules = { $measure } (tylko z reguły { $rules })
measure-count = { $case ->
        [genitive] liczby
       *[plain] liczba
    } { $person ->
        [you] Twoich { $events_genitive }
       *[other] { $via ->
            [partner] { $events_genitive } u { $who_genitive }
            [brought] { $events_genitive } klientów pozyskanych przez { $who_genitive }
           *[other] { $events_genitive } zaliczonych na rzecz { $who_genitive }
        }
    }
measure-sum-total = { $case ->
        [genitive] sumy
       *[plain] suma
    } { $person ->
        [you] Twoich zakupów
       *[other] { $via ->
            [partner] zakupów u { $who_genitive }
           *[other] zakupów zaliczonych na rzecz { $who_genitive }
        }
    }
measure-sum-total-brought = { $case ->
        [genitive] sumy zakupów
       *[plain] suma zakupów
    }{ $timed ->
        [yes] , których { $window } dokonali klienci pozyskani przez { $who_genitive },
       *[no] { " " }klientów pozyskanych przez { $who_genitive }
    }
measure-sum-pieces = { $case ->
        [genitive] liczby sztuk
       *[plain] liczba sztuk
    } { $person ->
        [you] w Twoich zakupach
       *[other] { $via ->
            [partner] w zakupach u { $who_genitive }
            [brought] w zakupach klientów pozyskanych przez { $who_genitive }
           *[other] w zakupach zaliczonych na rzecz { $who_genitive }
        }
    }
measure-sum = { $case ->
        [genitive] sumy wartości
       *[plain] suma wartości
    } „{ $what }”{ $person ->
        [you] { "" }
       *[other] { " " }{ $who_genitive }
    }
measure-earned-points = { $case ->
        [genitive] liczby
       *[plain] liczba
    } { $person ->
        [you] zdobytych przez Ciebie { $units_genitive }
       *[other] zdobytych { $units_genitive } { $who_genitive }
    }
measure-earned-money = { $case ->
        [genitive] kwoty naliczonej
       *[plain] kwota naliczona
    } na { $person ->
        [you] Twoje konto „{ $account }”
       *[other] konto „{ $account }” { $who_genitive }
    }
measure-distinct = { $case ->
        [genitive] liczby
       *[plain] liczba
    } { $what ->
        [partners] { $person ->
            [you] różnych partnerów w Twoich zakupach
           *[other] różnych partnerów { $who_genitive }
        }
        [categories] { $person ->
            [you] różnych kategorii w Twoich zakupach
           *[other] różnych kategorii w zakupach { $who_genitive }
        }
       *[products] { $person ->
            [you] różnych produktów w Twoich zakupach
           *[other] różnych produktów w zakupach { $who_genitive }
        }
    }
measure-distinct-values = { $case ->
        [genitive] liczby różnych wartości
       *[plain] liczba różnych wartości
    } „{ $what }”{ $person ->
        [you] { "" }
       *[other] { " " }{ $who_genitive }
    }
measure-last-time = { $case ->
        [genitive] dnia
       *[plain] dzień
    } { $person ->
        [you] Twoich ostatnich { $events_genitive }
       *[other] ostatnich { $events_genitive } { $who_genitive }
    }
measure-last = { $case ->
        [genitive] ostatniej wartości
       *[plain] ostatnia wartość
    } „{ $what }”{ $person ->
        [you] { "" }
       *[other] { " " }{ $who_genitive }
    }
measure-streak = { $case ->
        [genitive] liczby
       *[plain] liczba
    } kolejnych { $period ->
        [day] dni
        [week] tygodni
        [month] miesięcy
        [quarter] kwartałów
       *[year] lat
    }, w których były { $person ->
        [you] Twoje { $events },
       *[other] { $events } { $who_genitive },
    }
measure-balance = { $case ->
        [genitive] salda
       *[plain] saldo
    } { $person ->
        [you] Twojego konta „{ $account }”
       *[other] konta „{ $account }” { $who_genitive }
    }
events-purchase = { $case ->
        [genitive] zakupów
       *[plain] zakupy
    }
events-refund = { $case ->
        [genitive] zwrotów
       *[plain] zwroty
    }
events-redemption = { $case ->
        [genitive] odebranych nagród
       *[plain] odebrane nagrody
    }
events-voucher = { $case ->
        [genitive] wykorzystanych voucherów
       *[plain] wykorzystane vouchery
    }
events-review = { $case ->
        [genitive] opinii
       *[plain] opinie
    }
events-visit = { $case ->
        [genitive] wizyt
       *[plain] wizyty
    }
events-check-in = { $case ->
        [genitive] check-inów
       *[plain] check-iny
    }
events-referral = { $case ->
        [genitive] poleceń
       *[plain] polecenia
    }
events-signup = { $case ->
        [genitive] przystąpień do programu
       *[plain] przystąpienia do programu
    }
events-named = { $case ->
        [genitive] zdarzeń
       *[plain] zdarzenia
    } „{ $name }”

## Ile

every-full = { $number ->
        [one] { $currency ->
            [PLN] za każdą pełną złotówkę
            [EUR] za każde pełne euro
            [USD] za każdego pełnego dolara
            [UAH] za każdą pełną hrywnę
            [CZK] za każdą pełną koronę
            [KZT] za każde pełne tenge
           *[other] za każdą pełną kwotę { $amount }
        }
       *[many] za każde pełne { $amount }
    }
rate = { $gives } { $step }
rate-of = { $gives } { $step } { $basis }
per-item = { $amount } za każdą sztukę
percent-of = { $percent } { $basis_genitive }
per-hundred = { $amount } na { $hundred }
per-hundred-of = { $amount } na { $hundred } { $basis_genitive }
factor = { $number } razy więcej
basis-purchase = { $case ->
        [genitive] { $person ->
            [you] kwoty zakupów
           *[other] kwoty Twoich zakupów
        }
       *[plain] { $person ->
            [you] zakupów
           *[other] Twoich zakupów
        }
    }
basis-value = { $what_genitive }
basis-rule = tego, co dała reguła „{ $rule }”
basis-rest = reszty z tego, co dała reguła „{ $rule }”
amount-where = { $placed ->
        [clause] { $amount }, { $where }
       *[phrase] { $amount } { $where }
    }
amount-otherwise = w pozostałych przypadkach { $amount }
otherwise = w pozostałych przypadkach
when = gdy { $noun } { $predicate }
slice-up-to = { $amount } od części do { $to_genitive }
slice-between = { $amount } od części między { $from } a { $to }
slice-above = { $amount } od części powyżej { $from_genitive }
slices = od { $basis_genitive }: { $slices }
step-below = { $amount } poniżej { $to_genitive }
step-from = { $amount } od { $from_genitive }
steps = zależnie od { $noun_genitive }: { $steps }
steps-of-itself = od całości { $basis_genitive }, zależnie od jej wysokości: { $steps }
times = { $amount }, z mnożnikiem { $factor }
scale-attribute = „{ $name }” { $person ->
        [you] z Twojego profilu
       *[other] { $who_genitive }
    }
scale-field = „{ $name }”
scale-other = ({ $what })
multiplied = { $subject } { $factor ->
        [two] liczą się podwójnie
        [three] liczą się potrójnie
       *[other] mnożymy przez { $number }
    }
multiplied-in-place = { $placed ->
        [clause] { $subject } mnożymy przez { $number }, { $place }
       *[phrase] { $place } { $subject } mnożymy przez { $number }
    }
multiplied-in-another-place = { $placed ->
        [clause] przez { $number }, { $place }
       *[phrase] { $place } – przez { $number }
    }
for-purchases = za zakupy

## Co

into-account = { $amount } na konto „{ $account }”
into-account-at-length = na konto „{ $account }” { $amount }
noted = { $what } ({ $notes })
note-by-line = liczone osobno dla każdej pozycji
note-available-at-once = dostępne od razu
note-available-after = dostępne po upływie { $span_genitive }
note-available-when-approved = dostępne po zatwierdzeniu
note-never-expires = bezterminowo
note-valid-for = ważne { $span }
note-valid-for-and-to-the-end = ważne { $span }, a potem do końca { $period ->
        [day] dnia
        [week] tygodnia
        [month] miesiąca
        [quarter] kwartału
       *[year] roku
    }
note-valid-to-the-end = ważne do końca { $period ->
        [day] dnia
        [week] tygodnia
        [month] miesiąca
        [quarter] kwartału
       *[year] roku
    }
note-expires-idle = ważne do upływu { $span_genitive } bez naliczenia i bez wykorzystania
discount = rabat { $amount } { $purchase }
discount-by-cases = rabat { $purchase }: { $amount }
discount-by-steps = rabat { $purchase } { $amount }
discounted-purchase = na zakupy
share-of-basket = { $share } wartości koszyka
voucher = voucher „{ $name }”
voucher-at = { $voucher } do wykorzystania u partnera { $partner }
voucher-valid = { $voucher } (ważny { $span })
product = produkt „{ $name }”
product-for-free = bezpłatnie produkt „{ $name }”
ticket = bilet „{ $name }”
access = dostęp do „{ $name }”
donation = { $person ->
        [you] w Twoim imieniu przekazujemy { $amount } na cel dobroczynny
       *[other] w imieniu { $who_genitive } przekazujemy { $amount } na cel dobroczynny
    }
message = wiadomość „{ $name }”
level-gift = poziom „{ $level }”
for-span = { $what } na { $span }

## Limity i reszta

limit-amount = maksymalnie { $amount }
limit-discount = maksymalnie { $amount } rabatu
limit-times = { $times ->
        [once] maksymalnie raz
       *[more] maksymalnie { $count } razy
    }
limit-line = { $most } { $every } { $scope }
every = { $period ->
        [day] dziennie
        [week] tygodniowo
        [month] miesięcznie
        [quarter] kwartalnie
       *[year] rocznie
    }
in-all = w całym okresie
limit-for-everyone = łącznie dla wszystkich uczestników
limit-per-member = na uczestnika
limit-per-event = za jednym razem
limit-per-partner = na partnera
limit-at-partner = łącznie dla wszystkich uczestników u jednego partnera
limit-per-employee = na pracownika
limit-per-household = na gospodarstwo domowe
limit-per-role = (osobno dla { $who_genitive })
limit-shared = (razem z innymi ofertami puli „{ $name }”)
stock = do wyczerpania zapasów ({ $count } { $plural ->
        [one] sztuka
        [few] sztuki
       *[other] sztuk
    })
basis-counts = kwotę liczymy { $how }
basis-before-discounts = przed rabatami
basis-without-tax = bez podatku
basis-with-shipping = z kosztem dostawy
basis-without-points = bez części opłaconej punktami
multipliers-add = mnożniki z kilku ofert dodajemy, a nie mnożymy
refund-recompute = jeśli coś zwrócisz, przeliczymy to ponownie na podstawie tego, co pozostało
refund-only-all = tracisz to dopiero po zwrocie całych zakupów
refund-never = zachowujesz to nawet po zwrocie zakupów
choice-leads = z ofert grupy „{ $group }” liczy się tylko jedna, a ta ma pierwszeństwo
choice-follows = z ofert grupy „{ $group }” liczy się tylko jedna: ta dopiero wtedy, gdy nie przysługuje { $number ->
        [one] { $before }
       *[many] żadna z ofert { $before }
    }
choice-follows-many = z ofert grupy „{ $group }” liczy się tylko jedna, a pierwszeństwo przed tą { $plural ->
        [one] ma { $count } inna
        [few] mają { $count } inne
       *[other] ma { $count } innych
    }
discount-after = liczymy to od kwoty, która zostaje po ofertach: { $before }
discount-after-many = liczymy to od kwoty, która zostaje po innych rabatach ({ $count })
choice-best = z ofert grupy „{ $group }” liczy się tylko najkorzystniejsza

## Słowa, które programy mają za nazwy

level-green = Zielony
level-base = Podstawowy
level-bronze = Brązowy
level-silver = Srebrny
level-gold = Złoty
level-platinum = Platynowy
level-diamond = Diamentowy
level-basic = Podstawowy
level-standard = Standardowy
word-points = punkty
word-miles = mile
word-cashback = cashback
word-commission = prowizja
word-wallet = portfel
word-bonus = bonus
word-birthday = urodziny
word-city = miasto
word-country = kraj
