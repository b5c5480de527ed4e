### Co wyjaśnienia mówią po polsku.

coalition = koalicja

## Co się stało

event-purchase = zakupy
event-refund = zwrot
event-redemption = odbiór nagrody
event-hold = rezerwacja
event-capture = pobranie rezerwacji
event-release = zwolnienie rezerwacji
event-cancellation = anulowanie
event-voucher = bon
event-signup = przystąpienie
event-member = zmiana danych uczestnika
event-partner = zmiana danych partnera
event-employee = zmiana danych pracownika
event-approval = zatwierdzenie
event-adjustment = korekta ręczna
event-transfer = przekazanie
event-tier = poziom nadany ręcznie
event-merge = połączenie
event-close = zamknięcie okresu
event-review = opinia
event-visit = wizyta
event-check-in = check-in
event-referral = polecenie
event-score = ocena
head-member = uczestnika { $who }
head-of = ({ $who })
head-tier-member = uczestnikowi { $who }
head-tier-partner = partnerowi { $who }
head-employee = z obsługą { $who }
head-household = gospodarstwa { $who }
head-from = od uczestnika { $who }
head-to = dla uczestnika { $who }
head-into = z uczestnikiem { $who }
head-partner = u partnera { $who }
head-about = do zdarzenia { $what }
head-reward = ({ $what })
head-code = z kodem { $what }
head-period = { $what }
head-version = wersja programu { $version }
head-late = spóźnione: księgi były już na { $clock }
due-hold-lapses = wygasa rezerwacja { $what } uczestnika { $who }
due-expiry = wygasanie na koncie { $what } uczestnika { $who }
due-idle-expiry = wygasanie z braku aktywności na koncie { $what } uczestnika { $who }
due-grant-ends = koniec nadanego poziomu: { $who } ({ $what })
due-tier-review = przegląd poziomu: { $who } ({ $what })
due-tier-falls = koniec okresu ochronnego poziomu: { $who } ({ $what })
due-clock = co wynika z kalendarza: { $who } ({ $what })
due-expiring = ostrzeżenie przed wygaśnięciem punktów: { $who } ({ $what })
due-close = co wynika z zamknięcia okresu: { $who } ({ $what })
due-correction = zmiana dla { $who } po tym, co z opóźnieniem przyszło za { $period } ({ $what })

## Rachunek

arithmetic-whole = pełnych { $per } w { $basis }: { $steps }; { $steps } × { $gives }
arithmetic-whole-by-line = pełnych { $per } w każdej pozycji z { $basis }, × { $gives }
arithmetic-pieces = { $each } × { $pieces } szt.
arithmetic-slices = progami od { $basis }
arithmetic-rounded = { $told } = { $exact }, { $rounds ->
        [down] po zaokrągleniu w dół
        [up] po zaokrągleniu w górę
       *[nearest] po zaokrągleniu
    } { $result }
arithmetic-by-line = { $told }, zaokrąglane pozycja po pozycji: { $result }
arithmetic-in-all = { $told }: razem { $result }
arithmetic-limited = { $unlimited }, ograniczone do { $amount }
arithmetic-corrected = { $told }; z tego { $before } przyznano wcześniej: { $total } − { $before } = { $more }
arithmetic-part = { $lines ->
        [some] { $part } z tych { $before } jest z jej pozycji
       *[all] { $part } z tych { $before } jest mnożone
    }; { $part } × { $factor } = { $multiple }, czyli o { $added } więcej: +{ $more }
arithmetic-part-rounded = { $lines ->
        [some] × { $factor } na części z tych { $before }, po zaokrągleniu: +{ $more }
       *[all] × { $factor } na tych { $before }, po zaokrągleniu: +{ $more }
    }

## Co się przesunęło

by-rule = reguła { $rule }
by-reward = nagroda { $rule }
paid-by = Płaci: { $who }.
spent = cena nagrody { $reward }; miejsce: { $place }
expired = wygasło; było ważne do { $until }
expired-idle = wygasło, bo konto było zbyt długo nieaktywne; koniec: { $until }
emptied = konto jest zerowane z końcem okresu poziomu
taken-back = cofnięte
taken-back-of = cofnięte; przyznała to reguła { $rule } za { $event } z { $when }
taken-back-for = cofnięte; przyznała to reguła { $rule } za { $period }
given-again-of = przyznane ponownie; reguła { $rule } daje to za to, co zostaje z { $event } z { $when }
corrected = korekta ręczna
corrected-because = korekta ręczna: { $why }
corrected-by = Kto: { $who }.
given-to = przekazane; odbiorca: { $who }
given-by = otrzymane; nadawca: { $who }
given-fee = W tym opłata: { $amount }.
merged-from = przejęte z konta { $who }, które jest teraz częścią tego
merged-into = przeniesione na konto { $who }, którego to jest teraz częścią
pooled-from = wniesione przez uczestnika { $who }, który należy teraz do tego gospodarstwa domowego
pooled-into = przeniesione na wspólne konto gospodarstwa domowego { $who }
returned = zwrócone; odbiór nagrody { $event } został anulowany
returned-tender = zwrócone; tymi punktami częściowo zapłacono za { $event }
reserved = zarezerwowane na { $reward } do { $until }; nic jeszcze nie wydano
hold-released = rezerwacja { $event } z { $when } została zwolniona; co obejmowała, jest znów wolne
hold-lapsed = rezerwacja { $event } z { $when } wygasła; co obejmowała, jest znów wolne
approved = zatwierdzone: co przyznano za { $event }, można już wydać
lot-part = { $amount } pochodzi z { $what } ({ $when }), { $good }
lot-returns = { $amount } wraca do przyznanych za { $what } ({ $when }), { $good }
lot-until = ważne do { $until }
lot-for-ever = ważne bezterminowo
opened-until = Można wydać do { $until }.
opened-from = Można wydać od { $from }.
opened-from-until = Można wydać od { $from } do { $until }.
opened-on-approval = Można wydać po zatwierdzeniu.
repaid = W tym na spłatę długu: { $amount }.

## Co zostało cofnięte

back-by-line = Reguła „{ $rule }” jest cofana według pozycji: zostaje jej udział w tym, co z pozycji zostało, zaokrąglony w dół.
back-by-line-off = Reguła „{ $rule }” jest cofana według pozycji: każda pozycja zachowuje swój udział w rabacie, dopóki sama zostaje.
back-recompute = Reguła „{ $rule }” jest liczona na nowo od tego, co zostało.
back-recompute-off = Reguła „{ $rule }” nadal działa dla tego, co zostało: każda pozycja zachowuje swój udział w rabacie.
back-recompute-nothing = Reguła „{ $rule }” nic nie daje za to, co zostało.
again-recompute = Reguła { $rule } jest pytana ponownie o to, co zostaje: daje więcej niż za to, co zostawił wcześniejszy zwrot.
back-when-all-is-returned = Reguła „{ $rule }” jest cofana dopiero, gdy zwrócono wszystkie jej pozycje, a tak właśnie jest.
back-never = Reguła „{ $rule }” nie jest cofana przy zwrocie.
back-all-undone = Wszystko, co dała reguła „{ $rule }”, zostaje cofnięte.
back-share = { $whole } × { $remains } ÷ { $basis } = { $exact }, zaokrąglone w dół { $kept }
back-share-near = { $whole } × { $remains } ÷ { $basis } = { $exact }, zaokrąglone { $kept }
back-kept = z { $whole } zostaje { $kept }
back-change = { $kept }; cofa się { $change }
back-corrected = Z tym, co przyszło z opóźnieniem, daje { $total }; wcześniej dała { $before }: { $before } − { $total } = { $less }
found-unspent = Niewydane z tego: { $amount }.
found-expired = Z tego wygasło już niewykorzystane: { $amount }; to zostaje odwrócone.
found-debt = Z tego wydano już: { $amount }; to dług uczestnika { $who }, spłacą go następne punkty.
found-written-off = Z tego wydano już: { $amount }; zostaje to odpisane.
found-charged = Z tego wydano już: { $amount }; obciąża to partnera { $who }.

## Co partnerzy dali i przyjęli

book-issued = wydano { $amount }
book-taken-back = wróciło { $amount }
book-given-again = przyznane ponownie: { $amount }
book-redeemed = wydane tutaj: { $amount }
book-returned = już niewydane tutaj: { $amount }
book-expired = wygasło niewykorzystane: { $amount }
book-expired-back = już nie liczy się jako wygasłe: { $amount }
book-written-off = odpisano { $amount }
book-charged = obciążenie: { $amount }, bo wydano je przed cofnięciem
book-exchange = wymieniono { $amount }
book-paid-out = wypłacono { $amount }
book-adjusted = korekta ręczna: { $amount }
money-pays = { $who } płaci { $sum }
money-pays-less = { $who } płaci mniej o { $sum }
money-is-paid = { $who } otrzymuje { $sum }
money-is-paid-less = { $who } otrzymuje mniej o { $sum }
money-by-points = Płacą za to wydane na to punkty.
money-by-period = { $product }, zaokrąglane okres po okresie { $money }

## Co jeszcze się zmieniło

refused = Odmowa: { $why }
nothing = Nic się nie zmieniło.
nothing-of = { $who }: bez ruchu na kontach.
gave = { $what } — { $who }: { $why }
gave-discount = rabat { $name }
gave-donation = darowizna { $name }
gave-voucher = bon { $name }, kod { $code },
gave-product = produkt { $name }
gave-ticket = bilet { $name }
gave-access = dostęp { $name }
gave-message = wiadomość { $name }
gave-tier = poziom { $name }
voucher-until = Ważny do { $until }.
voucher-at = Honorowany przez: { $who }.
voucher-used = Wykorzystano bon { $name } (kod { $code }) uczestnika { $who }.
voucher-void = Bon { $name } (kod { $code }) uczestnika { $who } już nie obowiązuje.
back-in-money = zwrot pieniędzy: { $money }
back-in-points = zwrot tego, co zapłacono punktami: { $money }
back-on-card = zwrot na karty podarunkowe i portfele: { $money }
to-pay = do zapłaty przy kasie oprócz punktów: { $money }
merged = Konto { $who } jest teraz częścią konta { $into }.
known = Od teraz znany jest { $who }.
related = { $who }: „{ $name }” to { $to }
related-inviter = { $who }: osoba zapraszająca to { $to }
related-brought-by = { $who }: partner, który pozyskał tę osobę, to { $to }
related-household = { $who }: gospodarstwo domowe to { $to }
related-recruited-by = { $who }: partner, który zwerbował tego partnera, to { $to }
tier-stands = { $who }: poziom „{ $step }”
tier-stands-in = { $who }: poziom „{ $step }” ({ $set })
tier-falls = Spadnie na { $step } dnia { $when }, chyba że wcześniej warunek znów będzie spełniony.
tier-granted = Nadany do { $until }.
tier-review = Następna ocena: { $when }.
closed = Okres { $period } jest zamknięty.
closed-set-off = To, co z tego wynikło, jest w kolejnych wpisach: { $entries }.
applied = Wersja { $version } programu obowiązuje od { $from }.

## Sumy

sum-wallet = suma konta „{ $account }”: { $parts }; razem { $total }
sum-earned = { $amount } przyznane
sum-spent = { $amount } wydane
sum-expired = { $amount } wygasłe
sum-taken-back = { $amount } cofnięte
sum-returned = { $amount } zwrócone
sum-other = { $amount } inne
sum-issued = suma: wydano { $amount }, po odjęciu tego, co wróciło
sum-redeemed = suma: wydane tutaj { $amount }
sum-expired-unused = suma: wygasło niewykorzystane { $amount }
sum-off-for-points = suma: rabaty za punkty { $amount }, rozliczane jako punkty
opening = stan konta „{ $account }” przedtem: { $amount }
statement-gets = razem: { $who } otrzymuje { $sum }
statement-pays = razem: { $who } płaci { $sum }
balance = stan konta „{ $account }”: { $amount }
statement-left-out = (Pokazano { $shown } z { $all } wpisów; sumy obejmują wszystkie.)

## Odmowy

refused-unknown-record = nie ma takiego rekordu: { $what }
refused-unknown-member = nie ma takiego uczestnika: { $what }
refused-unknown-partner = nie ma takiego partnera: { $what }
refused-unknown-employee = nie ma takiego pracownika: { $what }
refused-unknown-household = nie ma takiego gospodarstwa domowego: { $what }
refused-unknown-event = nie ma takiego zdarzenia: { $what }
refused-unknown-name = nie ma niczego o tej nazwie: { $what }
refused-insufficient-balance = za mało na koncie ({ $what })
refused-amount-not-allowed = taka ilość jest niedozwolona ({ $what })
refused-condition-not-met = warunek nagrody nie jest spełniony ({ $what })
refused-limit-reached = limit jest wyczerpany ({ $what })
refused-limit-leaves = w jego ramach zostaje jeszcze { $amount }
refused-out-of-stock = zapas się skończył: { $what }
refused-more-than-remains = zwracane jest więcej, niż zostało ({ $what })
refused-nothing-remains = nie zostało nic do zwrotu ({ $what })
refused-nothing-pending = nic z tego nie czeka już na zatwierdzenie ({ $what })
refused-lapsed = termin już minął ({ $what })
refused-already-done = to już zrobiono ({ $what })
refused-not-allowed = program na to nie pozwala ({ $what })
refused-too-late = za późno ({ $what })
refused-no-program = w tym czasie nie obowiązuje żadna wersja programu ({ $what })
refused-too-large = za duża kwota ({ $what })
refused-does-not-fit = obie strony do siebie nie pasują ({ $what })
refused-available = dostępne: { $amount }
refused-would-do = wystarczy: { $amount }
refused-money = do tego w pieniądzu: { $money }

## Dlaczego reguła nic nie dała

weekday-mon = poniedziałek
weekday-tue = wtorek
weekday-wed = środa
weekday-thu = czwartek
weekday-fri = piątek
weekday-sat = sobota
weekday-sun = niedziela
why-not-was = { $number ->
        [many] { $noun }: { $actual }
       *[one] { $noun }: { $actual }
    }
why-not-unknown = { $noun }: brak wartości
why-not-line = Żadna pozycja nie liczy się według tego: { $noun }
why-not-condition = { $was }; { $would } ({ $path }).
why-not-value = wystarczy: { $value }
why-not-step = wystarczy: { $value }, czyli od { $from } ({ $measure })
why-not-any = wystarczy dowolna wartość
why-not-none = nie może tu być żadnej wartości
why-not-time = pomoże tylko inny czas; reguła wymaga: { $asked }
why-not-same = musi być takie samo jak { $path }
why-not-also = Wyrażenie „{ $text }” nie było prawdziwe; może to zmienić tylko inna wartość tego, co odczytuje.
why-not-also-said = Reguła wymaga: { $asked }. Tak nie było; może to zmienić tylko inna wartość tego, co odczytuje („{ $text }”).
why-not-nobody = Nie było komu przyznać korzyści.
why-not-nobody-who = Nie było komu przyznać korzyści; dla kogo jest ta reguła: { $who }.
why-not-between = Reguła działa tylko od { $from } do { $until }.
why-not-from = Reguła działa dopiero od { $from }.
why-not-until = Reguła działała tylko do { $until }.
why-not-limit = Limit reguły ({ $most }) jest wyczerpany; miejsce zwolni się tylko, gdy coś zostanie cofnięte albo skończy się czyjaś rezerwacja.
why-not-limit-until = Limit reguły ({ $most }) jest wyczerpany; odnowi się { $again }.
why-not-limit-shared = Limit reguły ({ $most }) wyczerpało to, co wcześniejsze reguły dały za to samo zdarzenie; miejsce zwolni się tylko, gdy coś zostanie cofnięte albo skończy się czyjaś rezerwacja.
why-not-limit-shared-until = Limit reguły ({ $most }) wyczerpało to, co wcześniejsze reguły dały za to samo zdarzenie; odnowi się { $again }.
why-not-limit-event = Limit reguły ({ $most } za zdarzenie) nic nie zostawia.
why-not-limit-of = Reguła mnoży to, co daje reguła { $rule }, a w limicie tamtej ({ $most }) nie ma już miejsca; zwolni się tylko, gdy coś zostanie cofnięte albo skończy się czyjaś rezerwacja.
why-not-limit-of-until = Reguła mnoży to, co daje reguła { $rule }, a w limicie tamtej ({ $most }) nie ma już miejsca; odnowi się { $again }.
why-not-limit-of-event = Reguła mnoży to, co daje reguła { $rule }, a tamta daje za jedno zdarzenie najwyżej { $most }.
why-not-outranked = Pierwszeństwo ma reguła { $rule }: daje tylko jedna z nich.
why-not-case = { $was }; w tym przypadku reguła nic nie daje; daje przy: { $would } ({ $path }).
why-not-case-from = { $value } (od { $from }: { $measure })
why-not-from-step = { $was }; w tym przypadku reguła nic nie daje; daje od { $would } ({ $path }).
why-not-nothing-multiplied = Reguła mnoży to, co inne reguły dają na konto „{ $account }” od kwoty zakupów, a żadna tego nie robi.
why-not-nothing-multiplied-by = Reguła mnoży to, co inne reguły dają na konto „{ $account }” od kwoty zakupów, a nic takiego nie było; coś musiałaby dać jedna z reguł: { $rules }.
why-not-of-nothing = Reguła opiera się na tym, co daje reguła „{ $rule }”, a ta za to zdarzenie nic nie dała.
why-not-no-rest = Inne reguły nic nie zostawiły z tego, co dała reguła „{ $rule }”.
why-not-other-lines = Reguła mnoży tylko niektóre pozycje, a reguła „{ $rule }” nie daje za żadną z nich.
why-not-adds-nothing = To, co reguła dodaje do tego, co daje reguła „{ $rule }”, po zaokrągleniu wynosi zero.
why-not-nothing-left = Z zakupów nie zostało już nic do odliczenia.
why-not-too-small = Wszystkie warunki były spełnione, ale reguła daje za każde pełne { $per }, a liczyło się tu { $basis }.
why-not-rounds-to-nothing = Wszystkie warunki były spełnione, ale udział w { $basis } po zaokrągleniu wynosi zero; wystarczy { $least }.
why-not-nothing = Wszystkie warunki były spełnione, ale wyszło zero.
why-not-all-gave = Każda reguła dla takich zdarzeń coś dała.
why-not-no-rule = Dla takich zdarzeń nie ma żadnej reguły. O tym, co ono robi, mówi coterie explain.
why-not-as-if = Czyje jest to zdarzenie: { $who }. Dalej mowa o tym, co by było, gdyby należało do: { $whom }.
why-not-as-if-nobodys = To zdarzenie nie jest żadnego uczestnika. Dalej mowa o tym, co by było, gdyby należało do: { $whom }.
