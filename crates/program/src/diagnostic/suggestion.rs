//! Finds the word that was probably meant.

/// Longer words are not compared: no name of the language is as long, and the comparison costs length × length.
const WORD_CHARS_MAX: usize = 128;

/// The candidate that `word` was probably meant to be, if one is near enough.
///
/// Words that differ only in case, in `-`, `_` or a space, or in singular and plural always match. Otherwise the
/// Damerau–Levenshtein distance decides (a swapped pair of letters counts once): one mistake in words of three to
/// five letters, two up to eight, three beyond. Of equally near candidates the earlier one is returned.
pub fn did_you_mean<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let length = word.chars().count();
    if length == 0 || length > WORD_CHARS_MAX {
        return None;
    }
    let word_folded = folded(word);
    let word_stem = stem(&word_folded);
    let mut best: Option<(usize, &'c str)> = None;
    for candidate in candidates {
        if candidate == word || candidate.len() > WORD_CHARS_MAX * 4 {
            continue;
        }
        let candidate_folded = folded(candidate);
        let distance = if candidate_folded == word_folded || stem(&candidate_folded) == word_stem {
            0
        } else {
            strsim::damerau_levenshtein(&word_folded, &candidate_folded)
        };
        // A candidate of two letters, one of them wrong, shares only one with the word: the shorter decides.
        let allowed = mistakes_max(length.min(candidate.chars().count()));
        if distance <= allowed && best.is_none_or(|(nearest, _)| distance < nearest) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

fn mistakes_max(letters: usize) -> usize {
    match letters {
        0..=2 => 0,
        3..=5 => 1,
        6..=8 => 2,
        _ => 3,
    }
}

fn folded(word: &str) -> String {
    word.to_lowercase().replace(['-', ' '], "_")
}

/// The word without the ending of an English plural, so that `category` and `categories` are one word.
fn stem(folded: &str) -> String {
    if let Some(start) = folded.strip_suffix("ies") {
        return format!("{start}y");
    }
    for (ending, kept) in [("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh")] {
        if let Some(start) = folded.strip_suffix(ending) {
            return format!("{start}{kept}");
        }
    }
    match folded.strip_suffix('s') {
        Some(start) if !start.is_empty() && !start.ends_with('s') => start.to_owned(),
        _ => folded.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::did_you_mean;

    const FIELDS: [&str; 8] = ["when", "who", "if", "for", "give", "limit", "paid_by", "on_refund"];

    #[test]
    fn a_typing_mistake_finds_its_word() {
        assert_eq!(did_you_mean("wehn", FIELDS), Some("when"));
        assert_eq!(did_you_mean("giv", FIELDS), Some("give"));
        assert_eq!(did_you_mean("on_refnud", FIELDS), Some("on_refund"));
    }

    #[test]
    fn dashes_case_and_plurals_do_not_matter() {
        assert_eq!(did_you_mean("paid-by", FIELDS), Some("paid_by"));
        assert_eq!(did_you_mean("Paid By", FIELDS), Some("paid_by"));
        assert_eq!(did_you_mean("limits", FIELDS), Some("limit"));
        assert_eq!(did_you_mean("category", ["categories"]), Some("categories"));
        assert_eq!(did_you_mean("ifs", FIELDS), Some("if"));
        assert_eq!(did_you_mean("purchases", ["purchase"]), Some("purchase"));
        assert_eq!(did_you_mean("boxes", ["box"]), Some("box"));
    }

    #[test]
    fn a_distant_word_finds_nothing() {
        assert_eq!(did_you_mean("budget", FIELDS), None);
        assert_eq!(did_you_mean("of", FIELDS), None);
        assert_eq!(did_you_mean("", FIELDS), None);
        assert_eq!(did_you_mean(&"x".repeat(100_000), FIELDS), None);
    }

    #[test]
    fn the_nearest_of_several_wins_and_the_earlier_of_equals() {
        assert_eq!(did_you_mean("gold", ["bold", "golds"]), Some("golds"));
        assert_eq!(did_you_mean("mold", ["bold", "gold"]), Some("bold"));
    }

    #[test]
    fn the_word_itself_is_no_suggestion() {
        assert_eq!(did_you_mean("when", ["when"]), None);
    }
}
