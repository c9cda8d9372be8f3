//! How many tests passed and failed, read from what the test runners say.

/// Numbers of tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Tests that passed.
    pub passed: u64,
    /// Tests that failed.
    pub failed: u64,
}

impl Counts {
    /// Sums up every summary in the output of cargo test and vitest.
    #[must_use]
    pub fn read(said: &str) -> Self {
        let mut sum = Self::default();
        for line in said.lines() {
            let line = without_colours(line);
            let line = line.trim();
            let summary = if let Some((_, rest)) = line.split_once("test result: ") {
                rest
            } else if let Some(rest) = line.strip_prefix("Tests ") {
                rest
            } else {
                continue;
            };
            sum.passed += before(summary, "passed");
            sum.failed += before(summary, "failed");
        }
        sum
    }

    /// The sum of both.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
        }
    }
}

/// The number before a word: 3 in `ok. 3 passed; 1 failed`.
fn before(text: &str, word: &str) -> u64 {
    text.split([';', ',', '|', '.'])
        .filter_map(|part| {
            let (number, _) = part.split_once(word)?;
            number.trim().parse::<u64>().ok()
        })
        .sum()
}

fn without_colours(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        if letter == '\u{1b}' {
            let _ = letters.by_ref().find(char::is_ascii_alphabetic);
        } else {
            plain.push(letter);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(said: &str) -> (u64, u64) {
        let counts = Counts::read(said);
        (counts.passed, counts.failed)
    }

    #[test]
    fn cargo_test_is_summed_over_its_binaries() {
        let said = "test a ... ok\ntest result: ok. 3 passed; 0 failed; 1 ignored; 0 measured\n\
                    test result: FAILED. 4 passed; 2 failed; 0 ignored\n";
        assert_eq!(counts(said), (7, 2));
    }

    #[test]
    fn vitest_counts_tests_not_files() {
        let said = " Test Files  2 passed (2)\n      Tests  1 failed | 12 passed (13)\n";
        assert_eq!(counts(said), (12, 1));
        assert_eq!(
            counts(
                "\u{1b}[2m      Tests \u{1b}[22m \u{1b}[1m\u{1b}[32m12 passed\u{1b}[39m\u{1b}[22m (12)"
            ),
            (12, 0)
        );
    }

    #[test]
    fn other_lines_do_not_count() {
        assert_eq!(counts("10 passed, 3 failed\nTests are fun\n"), (0, 0));
    }
}
