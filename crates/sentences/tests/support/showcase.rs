//! Forms of the language that the programs of the repository do not use.

use super::*;
use coterie_calendar::{Date, Instant, Period};
use coterie_cel::{FieldId as CelField, Limits, Place as CelPlace, RecordKind, Schema as CelSchema, SlotId};
use std::sync::Arc;

/// What the one CEL condition may speak of.
struct Money;

impl CelSchema for Money {
    fn path(&self, path: &[&str]) -> Option<(coterie_cel::Type, SlotId)> {
        (path == ["purchase", "total"]).then_some((coterie_cel::Type::Int, SlotId(0)))
    }

    fn field(&self, _: RecordKind, _: &[&str]) -> Option<(coterie_cel::Type, CelField)> {
        None
    }

    fn known_names(&self, _: CelPlace<'_>) -> Vec<String> {
        Vec::new()
    }
}

pub fn program() -> Program {
    let mut b = Builder::new("showcase");
    let city = b.attribute(PartyKind::Member, "city", Type::Text);
    let vip = b.attribute(PartyKind::Member, "vip", Type::YesNo);
    let birthday = b.attribute(PartyKind::Member, "birthday", Type::Date);
    let brand = b.field("line.brand", Type::Text);
    let stars = b.field("stars", Type::Integer);
    let brought_by = b.relation(PartyKind::Member, "brought_by", PartyKind::Partner);
    let review = b.kind("review");
    let check_in = b.kind("check_in");
    let tasting = b.kind("wine_tasting");
    let points =
        b.account("points", PartyKind::Member, "point", Pending::UntilApproved, Expiry::At(Period::Year));
    let wallet = b.account("wallet", PartyKind::Member, "PLN", Pending::No, Expiry::Never);
    let kudos =
        b.account("kudos", PartyKind::Employee, "point", Pending::No, Expiry::After(span("2 years"), None));
    let member_path = |read, value| path(member(&[]), read, value);
    let always = Window::Always;
    let visits = b.measure("visits", PartyKind::Member, MeasureKind::Count, Window::This(Period::Month));
    let spent = b.measure("spent", PartyKind::Member, MeasureKind::Sum(total()), Window::This(Period::Year));
    let coffees =
        b.measure("coffees", PartyKind::Member, MeasureKind::Sum(line(LineField::Quantity)), always);
    let coffee = b.condition(line(LineField::Category), Test::In(texts(&["coffee"])));
    b.program.measures.get_mut(coffees).unwrap().lines = vec![coffee];
    let partner_path =
        path(Subject::Record(field::PARTNER, Vec::new()), Read::Itself, Type::Party(PartyKind::Partner));
    let shops = b.measure(
        "shops",
        PartyKind::Member,
        MeasureKind::Distinct(partner_path.clone()),
        Window::This(Period::Quarter),
    );
    let at = path(Subject::Event, Read::At, Type::Time);
    let seen = b.measure("seen", PartyKind::Member, MeasureKind::Last(at), always);
    let streak = b.measure("streak", PartyKind::Member, MeasureKind::Streak(Period::Day), always);
    b.program.measures.get_mut(streak).unwrap().when = vec![check_in];
    let holds = b.measure("holds", PartyKind::Member, MeasureKind::Balance(points), always);
    let level = b.tiers("level", PartyKind::Member, spent, &[("basic", 0), ("gold", 100_000)], None);
    let held = Fall {
        rises_at_once: false,
        at_end_of: None,
        every: Some(span("365 days")),
        grace: None,
        one_step: false,
        resets: vec![points],
    };
    b.tiers("club", PartyKind::Member, holds, &[("standard", 0), ("platinum", 500)], Some(held));

    b.rule("paid_by_items", vec![give(credit(points, Amount::PerItem(5)))], |_, rule| {
        rule.lines = vec![coffee];
    });
    b.rule("for_a_product", vec![give(credit(points, Amount::Fixed(10)))], |b, rule| {
        rule.lines = vec![b.condition(line(LineField::Sku), Test::In(texts(&["espresso_beans"])))];
        rule.on_refund = OnRefund::Never;
    });
    b.rule("by_brand", vec![give(credit(points, Amount::Multiply(rate("3"))))], |b, rule| {
        let brand = path(Subject::Line, Read::Field(brand), Type::Text);
        rule.lines = vec![b.condition(brand, Test::In(texts(&["Wedel", "Wawel"])))];
    });
    let steps = |marginal| Amount::Steps {
        path: path(Subject::Lines, Read::LinesAmount, Type::Money),
        steps: vec![(0, Amount::Percent(rate("1 %"))), (100_000, Amount::Percent(rate("2 %")))],
        marginal,
    };
    b.rule("stepped_share", vec![give(credit(wallet, steps(false)))], |b, rule| {
        let city = member_path(Read::Attribute(city), Type::Text);
        let vip = member_path(Read::Attribute(vip), Type::YesNo);
        rule.conditions = vec![
            b.condition(city, Test::In(texts(&["Kraków", "Warszawa"]))),
            b.condition(vip, Test::In(vec![Value::YesNo(true)])),
        ];
        rule.choice = Some(Choice::Best("shares".to_owned()));
    });
    b.rule("marginal_share", vec![give(credit(wallet, steps(true)))], |b, rule| {
        let visits = member_path(Read::Measure(visits), Type::Integer);
        rule.conditions = vec![b.condition(visits, at_least(3))];
        rule.choice = Some(Choice::First("shares".to_owned()));
    });
    let off = What::Discount { amount: Amount::Percent(rate("10 %")), at_most: Some(Cap::Amount(5000)) };
    b.rule("ten_percent_off", vec![give(off)], |b, rule| {
        let time = path(Subject::Event, Read::TimeOfDay, Type::TimeOfDay);
        let month = path(Subject::Event, Read::Month, Type::Integer);
        let codes = path(Subject::Event, Read::Field(field::CODES), Type::List(Box::new(Type::Code)));
        rule.conditions = vec![
            b.condition(month, Test::In(vec![Value::Int(9), Value::Int(12)])),
            b.condition(time, Test::Between { from: 17 * 60, until: 19 * 60 }),
            b.condition(codes, Test::In(texts(&["LAT0"]))),
        ];
        rule.limits =
            vec![b.limit("shared:summer", LimitedTo::Discount, 1_000_000, LimitScope::Everyone, None)];
    });
    let off = What::Discount { amount: Amount::Fixed(500), at_most: Some(Cap::Share(rate("50 %"))) };
    b.rule("five_off", vec![give(off)], |b, rule| {
        let weekday = path(Subject::Event, Read::Weekday, Type::Text);
        let location = path(Subject::Event, Read::Field(field::LOCATION), Type::Location);
        rule.conditions = vec![
            b.condition(weekday, not(texts(&["sat", "sun", "mon"]))),
            b.condition(location, Test::In(texts(&["polana-centrum"]))),
        ];
    });
    b.rule("fifth_purchase", vec![give(credit(points, Amount::Fixed(100)))], |b, rule| {
        let visits = member_path(Read::Measure(visits), Type::Integer);
        rule.conditions = vec![
            b.condition(visits, Test::In(vec![Value::Int(4)])),
            b.condition(partner_path.clone(), not(texts(&["polana", "zdrowa"]))),
        ];
        let zone = &b.program.zone;
        rule.valid_from = Some(Instant::parse("2026-12-01T00:00", zone).unwrap());
        rule.valid_until = Some(Instant::parse("2027-01-01T00:00", zone).unwrap());
    });
    let gifts = vec![
        give(What::Product("mug".to_owned())),
        give(What::Ticket("concert".to_owned())),
        give(What::Access("early_sale".to_owned())),
    ];
    b.rule("welcome", gifts, |_, rule| rule.when = Trigger::Events(vec![kind::SIGNUP]));
    let gifts = vec![give(What::Donation(Amount::Fixed(100))), give(What::Message("thank_you".to_owned()))];
    b.rule("a_good_review", gifts, |b, rule| {
        rule.when = Trigger::Events(vec![review, check_in, tasting]);
        let stars = path(Subject::Event, Read::Field(stars), Type::Integer);
        rule.conditions = vec![b.condition(stars, at_least(4))];
        let per = LimitScope::Record(Subject::Record(field::PARTNER, Vec::new()));
        rule.limits = vec![b.limit("l1", LimitedTo::Times, 2, per, Some(Period::Week))];
    });
    b.rule("for_the_employee", vec![give(credit(kudos, Amount::Fixed(3)))], |b, rule| {
        rule.who = Subject::Record(field::EMPLOYEE, Vec::new());
        let any = path(Subject::AnyLine, Read::Line(LineField::Category), Type::Text);
        rule.conditions = vec![b.condition(any, Test::In(texts(&["coffee", "bakery"])))];
    });
    let soon = What::Credit {
        account: points,
        amount: Amount::Rate { gives: rate("2"), per: 1000 },
        of: Of::Lines,
        times: Some(Scale::Number(rate("1.5"))),
        each: Each::Line,
        pending: Some(Pending::For(span("1 day"))),
        expires: Some(Expiry::After(span("3 months"), Some(Period::Month))),
    };
    b.rule("in_the_birthday_month", vec![give(soon)], |b, rule| {
        let birthday = member_path(Read::Attribute(birthday), Type::Date);
        let seen = member_path(Read::Measure(seen), Type::Time);
        rule.conditions = vec![
            b.condition(birthday, Test::Anniversary(Anniversary::ThisMonth)),
            b.condition(seen, Test::Not(Box::new(Test::Within(span("30 days"))))),
        ];
        let text = "purchase.total > 10000 && purchase.total % 500 == 0";
        let expression = coterie_cel::compile(text, &Money, &Limits::default()).unwrap();
        rule.also = Some((Arc::new(expression), Vec::new()));
    });
    b.rule("end_of_month", vec![give(credit(points, Amount::Fixed(200)))], |b, rule| {
        rule.when = Trigger::Close(Period::Month);
        rule.who = Subject::Who(Vec::new());
        let shops = path(Subject::Who(Vec::new()), Read::Measure(shops), Type::Integer);
        let coffees = path(Subject::Who(Vec::new()), Read::Measure(coffees), Type::Integer);
        let streak = path(Subject::Who(Vec::new()), Read::Measure(streak), Type::Integer);
        rule.conditions = vec![
            b.condition(shops, at_least(3)),
            b.condition(coffees, at_least(10)),
            b.condition(streak, at_least(7)),
        ];
    });
    b.rule("before_they_expire", vec![give(What::Message("use_them".to_owned()))], |_, rule| {
        rule.when = Trigger::Expiring { account: points, before: span("14 days") };
        rule.who = Subject::Who(Vec::new());
    });
    let upgrade = What::Tier { set: level, step: 1, until: Some(span("12 months")) };
    b.rule("on_rise", vec![give(credit(points, Amount::Fixed(100))), give(upgrade)], |b, rule| {
        rule.when = Trigger::Rise(level);
        rule.who = Subject::Who(Vec::new());
        let tier = path(Subject::Who(Vec::new()), Read::Tier(level), Type::Text);
        rule.conditions = vec![b.condition(tier, Test::In(texts(&["gold"])))];
    });
    b.rule("on_fall", vec![give(What::Message("come_back".to_owned()))], |_, rule| {
        rule.when = Trigger::Fall(level);
        rule.who = Subject::Who(Vec::new());
    });
    let by_partner = Amount::By {
        path: partner_path.clone(),
        cases: vec![(Value::text("polana"), Amount::Multiply(rate("2")))],
        otherwise: Some(Box::new(Amount::Multiply(rate("1.1")))),
    };
    b.rule("by_partner", vec![give(credit(points, by_partner))], |b, rule| {
        let date = path(Subject::Event, Read::Date, Type::Date);
        let bound =
            |day| Some(Bound { value: Value::Date(Date::new(2026, 3, day).unwrap()), inclusive: true });
        rule.conditions = vec![b.condition(date, Test::Range { low: bound(1), high: bound(7) })];
        let known = path(member(&[brought_by]), Read::Itself, Type::Party(PartyKind::Partner));
        rule.conditions.push(b.condition(known, Test::Not(Box::new(Test::Known))));
    });
    b.rule(
        "at_the_partner_who_brought_you",
        vec![give(credit(points, Amount::Multiply(rate("2"))))],
        |b, rule| {
            let brought_by = path(member(&[brought_by]), Read::Itself, Type::Party(PartyKind::Partner));
            rule.conditions = vec![b.condition(partner_path.clone(), Test::SameAs(brought_by))];
        },
    );
    let by_city = Amount::By {
        path: member_path(Read::Attribute(city), Type::Text),
        cases: vec![(Value::text("Kraków"), Amount::Multiply(rate("2")))],
        otherwise: None,
    };
    b.rule("by_city", vec![give(credit(points, by_city))], |b, rule| {
        let day = path(Subject::Event, Read::Day, Type::Integer);
        rule.conditions = vec![b.condition(day, Test::In(vec![Value::Int(1), Value::Int(15)]))];
        let per = LimitScope::Event;
        rule.limits = vec![b.limit("l2", LimitedTo::Account(points), 500, per, None)];
    });
    let one_off = What::Discount { amount: Amount::Fixed(100), at_most: None };
    b.rule("points_for_money", vec![give(one_off)], |_, rule| {
        rule.when = Trigger::Asked;
        let price = Amount::Fixed(100);
        let pay = PayPoints { account: points, price, stepped: true, at_least: 500, at_most: Some(2000) };
        rule.pay = Some(Pay { points: Some(pay), money: 0 });
    });
    b.rule("a_mug", vec![give(What::Product("mug".to_owned()))], |b, rule| {
        rule.when = Trigger::Asked;
        let pay = PayPoints {
            account: points,
            price: Amount::Fixed(300),
            stepped: false,
            at_least: 0,
            at_most: None,
        };
        rule.pay = Some(Pay { points: Some(pay), money: 999 });
        rule.stock = Some(b.limit("stock", LimitedTo::Times, 500, LimitScope::Everyone, None));
        let tier = member_path(Read::Tier(level), Type::Text);
        rule.conditions = vec![b.condition(tier, Test::In(texts(&["gold"])))];
    });
    let limit = b.limit(
        "transfer",
        LimitedTo::Account(points),
        5000,
        LimitScope::Record(member(&[])),
        Some(Period::Month),
    );
    b.program.policies.transfers = vec![TransferPolicy {
        account: points,
        at_least: 100,
        limit: Some(limit),
        fee: Some(Amount::Fixed(5)),
    }];
    b.program
}
