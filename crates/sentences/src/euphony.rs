//! Ukrainian says «у» or «в» by the sounds around, so that vowels and consonants alternate.
//!
//! The rule is that of the orthography of 2019, § 23: «в» before a vowel and between a vowel and a consonant; «у» between
//! consonants, behind a pause, and before «в», «ф», «льв», «св», «тв», «хв».

const VOWELS: &str = "аеєиіїоуюяaeiouy";
/// Letters that spell a consonant with a vowel behind it: for this rule, consonants.
const IOTATED: &str = "єїюя";
const HARD: [&str; 6] = ["в", "ф", "льв", "св", "тв", "хв"];

/// A sentence with each preposition «у» or «в» as its neighbours ask.
pub(crate) fn ukrainian(text: &str) -> String {
    let mut said = String::with_capacity(text.len());
    let mut words = text.split(' ').peekable();
    while let Some(word) = words.next() {
        if !said.is_empty() {
            said.push(' ');
        }
        // A bracket may open before it.
        let letter = word.trim_start_matches('(');
        match (letter, words.peek()) {
            ("у" | "в", Some(next)) => {
                said.push_str(&word[..word.len() - letter.len()]);
                said.push_str(preposition(&said, next));
            }
            _ => said.push_str(word),
        }
    }
    said
}

fn preposition(before: &str, next: &str) -> &'static str {
    let next = next.trim_start_matches(['«', '“', '(']).to_lowercase();
    let Some(first) = next.chars().next() else { return "у" };
    if HARD.iter().any(|hard| next.starts_with(hard)) {
        return "у";
    }
    if VOWELS.contains(first) && !IOTATED.contains(first) {
        return "в";
    }
    // What stands before is a word and a space, or a pause.
    let last = before.trim_end_matches(' ').trim_end_matches('»').chars().last();
    let last = last.map(|last| last.to_lowercase().next().unwrap_or(last));
    if last.is_some_and(|last| VOWELS.contains(last)) { "в" } else { "у" }
}

#[cfg(test)]
mod tests {
    use super::ukrainian;

    #[test]
    fn prepositions_alternate_with_the_sounds_around() {
        for (written, said) in [
            ("за покупку у категорії", "за покупку в категорії"),
            ("балів в категорії", "балів у категорії"),
            ("для використання у партнера", "для використання в партнера"),
            ("в партнера", "у партнера"),
            ("якщо в вашому профілі", "якщо у вашому профілі"),
            ("відмітки, в які", "відмітки, у які"),
            ("(лише у партнера Polana)", "(лише в партнера Polana)"),
            ("балів, у інших випадках", "балів, в інших випадках"),
            ("разом у одного партнера", "разом в одного партнера"),
        ] {
            assert_eq!(ukrainian(written), said);
        }
    }
}
