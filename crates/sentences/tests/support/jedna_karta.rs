//! Groceries, a pharmacy and fuel on one card.

use super::*;
use coterie_calendar::{Period, TimeOfDay};

pub fn program() -> Program {
    let mut b = Builder::new("jedna-karta");
    let inviter = b.relation(PartyKind::Member, "inviter", PartyKind::Member);
    let brought_by = b.relation(PartyKind::Member, "brought_by", PartyKind::Partner);
    let recruited_by = b.relation(PartyKind::Partner, "recruited_by", PartyKind::Partner);
    let birthday = b.attribute(PartyKind::Member, "birthday", Type::Date);
    let fortnight = Pending::For(span("14 days"));
    let year = Expiry::After(span("12 months"), Some(Period::Month));
    let points = b.account("points", PartyKind::Member, "point", fortnight, year);
    let cashback =
        b.account("cashback", PartyKind::Member, "PLN", Pending::No, Expiry::Idle(span("90 days")));
    let commission =
        b.account("commission", PartyKind::Partner, "PLN", Pending::For(span("30 days")), Expiry::Never);
    let sum = |account| MeasureKind::SumAccount { account, from: Vec::new(), when_available: false };
    let earned = b.measure("earned", PartyKind::Member, sum(points), Window::Rolling(span("365 days")));
    let purchases = b.measure("purchases", PartyKind::Member, MeasureKind::Count, Window::Always);
    let sales =
        b.measure("sales", PartyKind::Partner, MeasureKind::Sum(total()), Window::This(Period::Month));
    let last_quarter =
        b.measure("last_quarter", PartyKind::Partner, sum(commission), Window::Last(Period::Quarter));
    let held = Fall {
        rises_at_once: true,
        at_end_of: Some(Period::Year),
        every: None,
        grace: Some(span("60 days")),
        one_step: true,
        resets: Vec::new(),
    };
    let steps = [("green", 0), ("silver", 500), ("gold", 2000)];
    let tier = b.tiers("tier", PartyKind::Member, earned, &steps, Some(held));
    let score = b.kind("score");
    let of = b.field("of", Type::Party(PartyKind::Partner));
    let state = b.field("state", Type::Text);
    let factor = b.field("factor", Type::Decimal);
    let tier_path = || path(member(&[]), Read::Tier(tier), Type::Text);
    let per_member = |limit| (LimitScope::Record(member(&[])), limit);

    let one_per_zloty = Amount::Rate { gives: Rate::ONE, per: 100 };
    b.rule("a_point_for_every_full_zloty", vec![give(credit(points, one_per_zloty))], |b, rule| {
        rule.lines =
            vec![b.condition(line(LineField::Category), not(texts(&["tobacco", "lottery", "medicine"])))];
        let (per, most) = per_member(5000);
        rule.limits = vec![b.limit("l1", LimitedTo::Account(points), most, per, Some(Period::Month))];
    });
    b.rule("weekends_count_double", vec![give(credit(points, Amount::Multiply(rate("2"))))], |b, rule| {
        let weekday = path(Subject::Event, Read::Weekday, Type::Text);
        rule.conditions = vec![b.condition(weekday, Test::In(texts(&["sat", "sun"])))];
    });
    let more = Amount::By {
        path: tier_path(),
        cases: vec![
            (Value::text("silver"), Amount::Multiply(rate("1.25"))),
            (Value::text("gold"), Amount::Multiply(rate("1.5"))),
        ],
        otherwise: None,
    };
    b.rule("silver_and_gold_earn_more", vec![give(credit(points, more))], |_, _| {});
    b.rule("thirty_for_a_basket_of_200", vec![give(credit(points, Amount::Fixed(30)))], |b, rule| {
        rule.conditions = vec![b.condition(total(), at_least(20_000))];
        rule.on_refund = OnRefund::Recompute;
    });
    let share = Amount::By {
        path: tier_path(),
        cases: vec![
            (Value::text("green"), Amount::Percent(rate("2 %"))),
            (Value::text("silver"), Amount::Percent(rate("2 %"))),
            (Value::text("gold"), Amount::Percent(rate("3 %"))),
        ],
        otherwise: None,
    };
    b.rule("pharmacy_cashback", vec![give(credit(cashback, share))], |b, rule| {
        let partner =
            path(Subject::Record(field::PARTNER, Vec::new()), Read::Itself, Type::Party(PartyKind::Partner));
        rule.conditions = vec![b.condition(partner, Test::In(texts(&["zdrowa"])))];
        rule.lines = vec![b.condition(line(LineField::Category), not(texts(&["medicine"])))];
        let (per, most) = per_member(5000);
        rule.limits = vec![b.limit("l2", LimitedTo::Account(cashback), most, per, Some(Period::Month))];
    });
    let to_inviter = Give { to: Some(member(&[inviter])), what: credit(points, Amount::Fixed(100)) };
    b.rule("bringing_a_friend", vec![to_inviter, give(credit(points, Amount::Fixed(50)))], |b, rule| {
        let before = path(member(&[]), Read::Measure(purchases), Type::Integer);
        let invited = path(member(&[inviter]), Read::Itself, Type::Party(PartyKind::Member));
        rule.conditions =
            vec![b.condition(before, Test::In(vec![Value::Int(0)])), b.condition(invited, Test::Known)];
        let per = LimitScope::Record(member(&[inviter]));
        rule.limits = vec![b.limit("l3", LimitedTo::Times, 10, per, Some(Period::Month))];
        rule.on_refund = OnRefund::OnlyWhenAllIsReturned;
        rule.payer = Payer::Coalition;
    });
    b.rule("happy_birthday", vec![give(credit(points, Amount::Fixed(50)))], |_, rule| {
        rule.who = Subject::Who(Vec::new());
        let path = path(Subject::Who(Vec::new()), Read::Attribute(birthday), Type::Date);
        rule.when = Trigger::Clock { path, at: TimeOfDay::new(9, 0, 0).unwrap() };
        rule.payer = Payer::Coalition;
    });
    b.rule("bringing_a_customer", vec![give(credit(commission, Amount::Percent(rate("6 %"))))], |b, rule| {
        rule.who = member(&[brought_by]);
        let since = path(member(&[brought_by]), Read::Since, Type::Time);
        rule.conditions = vec![b.condition(since, Test::Within(span("12 months")))];
    });
    b.rule(
        "recruiting_a_partner",
        vec![give(credit(commission, Amount::Percent(rate("0.6 %"))))],
        |b, rule| {
            rule.who = member(&[brought_by, recruited_by]);
            let sales = path(Subject::Who(Vec::new()), Read::Measure(sales), Type::Money);
            rule.conditions = vec![b.condition(sales, at_least(100_000))];
            let per = LimitScope::Record(Subject::Who(Vec::new()));
            rule.limits =
                vec![b.limit("l4", LimitedTo::Account(commission), 20_000, per, Some(Period::Month))];
        },
    );
    let verdict = What::Credit {
        account: commission,
        amount: Amount::Percent(rate("15 %")),
        of: Of::Path(path(Subject::Who(Vec::new()), Read::Measure(last_quarter), Type::Money)),
        times: Some(Scale::Path(path(Subject::Event, Read::Field(factor), Type::Decimal))),
        each: Each::Purchase,
        pending: None,
        expires: None,
    };
    b.rule("the_customers_verdict", vec![give(verdict)], |b, rule| {
        rule.when = Trigger::Events(vec![score]);
        rule.who = Subject::Record(of, Vec::new());
        let state = path(Subject::Event, Read::Field(state), Type::Text);
        rule.conditions = vec![b.condition(state, Test::In(texts(&["paying"])))];
        let per = LimitScope::Record(Subject::Who(Vec::new()));
        rule.limits =
            vec![b.limit("l5", LimitedTo::Account(commission), 500_000, per, Some(Period::Quarter))];
    });
    let voucher = What::Voucher {
        name: "coffee".to_owned(),
        valid: Some(span("30 days")),
        at: Some("tankuj".to_owned()),
    };
    b.rule("a_coffee_at_tankuj", vec![give(voucher)], |b, rule| {
        rule.when = Trigger::Asked;
        let price = Amount::By {
            path: tier_path(),
            cases: vec![
                (Value::text("green"), Amount::Fixed(300)),
                (Value::text("silver"), Amount::Fixed(300)),
                (Value::text("gold"), Amount::Fixed(240)),
            ],
            otherwise: None,
        };
        let pay = PayPoints { account: points, price, stepped: false, at_least: 0, at_most: None };
        rule.pay = Some(Pay { points: Some(pay), money: 0 });
        rule.text = vec![
            ("pl".to_owned(), "Kawa w Tankuj".to_owned()),
            ("ru".to_owned(), "Кофе в Tankuj".to_owned()),
            ("uk".to_owned(), "Кава в Tankuj".to_owned()),
        ];
        let month = Some(Period::Month);
        let (per, most) = per_member(1);
        rule.limits = vec![
            b.limit("l6", LimitedTo::Times, 500, LimitScope::Everyone, month),
            b.limit("l7", LimitedTo::Times, most, per, Some(Period::Day)),
        ];
    });
    b.program
}
