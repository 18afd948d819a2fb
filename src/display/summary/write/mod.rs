//! A summary for people: Markdown and plain text, of the same lines.

mod body;
mod checks;
mod head;
mod pen;

use super::{Summary, Unverified};
use crate::language::{Language, Text};
use pen::Pen;

/// What is written, line by line.
struct Sheet<'l> {
    pen: Pen,
    language: &'l Language,
    out: String,
    /// The title of the section that begins with the next line.
    next: Option<Text>,
}

impl<'l> Sheet<'l> {
    fn new(pen: Pen, language: &'l Language) -> Self {
        Sheet { pen, language, out: String::new(), next: None }
    }

    /// One of our texts.
    fn text(&self, text: Text) -> &'l str {
        self.language.text(text)
    }

    /// One of our texts, filled in with what is safe already.
    fn fill(&self, text: Text, values: &[(&str, &str)]) -> String {
        self.language.fill(text, values)
    }

    /// What the whole is about.
    fn title(&mut self, label: Text, name: &str) {
        match self.pen {
            Pen::Markdown => self.out.push_str(&format!("# {}\n\n", self.pen.bare(name))),
            Pen::Text => self.fact(label, &self.pen.bare(name)),
        }
    }

    /// Begins a section, if anything follows.
    fn section(&mut self, title: Text) {
        self.next = Some(title);
    }

    fn begin(&mut self) {
        let Some(title) = self.next.take() else { return };
        self.out.push('\n');
        match self.pen {
            Pen::Markdown => self.out.push_str(&format!("## {}\n\n", self.text(title))),
            Pen::Text => self.out.push_str(&format!("{}\n", self.text(title))),
        }
    }

    /// A line with a label. The value is safe already.
    fn fact(&mut self, label: Text, value: &str) {
        self.begin();
        let label = self.text(label);
        match self.pen {
            Pen::Markdown => self.out.push_str(&format!("- **{label}:** {value}\n")),
            Pen::Text => self.out.push_str(&format!("{label}: {value}\n")),
        }
    }

    /// A line of a list.
    fn item(&mut self, value: &str) {
        self.begin();
        self.out.push_str(&format!("- {value}\n"));
    }

    /// A line that belongs to the one above.
    fn below(&mut self, value: &str) {
        self.out.push_str(match self.pen {
            Pen::Markdown => "  - ",
            Pen::Text => "  ",
        });
        self.out.push_str(&format!("{value}\n"));
    }

    /// What is written in Markdown, below a line: as a quotation, in plain text on one line.
    fn prose(&mut self, label: Option<Text>, markdown: &str) {
        match (self.pen, label) {
            (Pen::Markdown, _) => {
                if let Some(label) = label {
                    self.begin();
                    self.out.push_str(&format!("- **{}:**\n", self.text(label)));
                }
                self.out.push('\n');
                for (at, line) in self.pen.prose(markdown).iter().enumerate() {
                    // A line without text parts paragraphs.
                    self.out.push_str(if at > 0 { "  >\n" } else { "" });
                    self.out.push_str(&format!("  > {line}\n"));
                }
            }
            (Pen::Text, Some(label)) => self.fact(label, &self.pen.sentence(&pen::plain(markdown))),
            // No line begins with words that are not ours.
            (Pen::Text, None) => self.below(&self.pen.quoted_prose(markdown)),
        }
    }

    /// How many of a list are written; the others are counted.
    fn most(&self) -> usize {
        if self.pen == Pen::Text { 12 } else { 100 }
    }

    /// Says how many of a list are left out, if any.
    fn more(&mut self, all: usize) {
        let left = all.saturating_sub(self.most());
        if left > 0 {
            self.item(&self.fill(Text::More, &[("count", &left.to_string())]));
        }
    }

    fn finish(self) -> String {
        self.out
    }
}

fn summary(summary: &Summary, pen: Pen, language: &Language) -> String {
    let mut sheet = Sheet::new(pen, language);
    sheet.head(summary);
    sheet.shown(summary);
    sheet.evidence(summary);
    sheet.background(summary);
    sheet.aligned(summary);
    sheet.endorsed(summary);
    sheet.checked(summary);
    sheet.asserted(summary);
    sheet.finish()
}

impl Summary {
    /// The summary in Markdown (CommonMark). No text of the badge is markup in it: what the badge has in Markdown stands as
    /// quoted text, and `https` addresses are links that show where they lead.
    ///
    /// ```
    /// use openbadges::display::summary::Summary;
    /// use openbadges::language::Language;
    /// use openbadges::verify::{Resources, Verifier};
    ///
    /// let badge = include_bytes!("../../../../fixtures/golden/critical-thinking.json");
    /// let now = "2026-07-01T00:00:00Z".parse().unwrap();
    /// let verified = Verifier::default().verify(badge, &Resources::new(), now).into_verified().unwrap();
    /// let markdown = Summary::of(&verified).to_markdown(&Language::spanish());
    /// assert!(markdown.starts_with("# Critical Thinking\n"));
    /// assert!(markdown.contains("- **Veredicto:** verificada"));
    /// ```
    pub fn to_markdown(&self, language: &Language) -> String {
        summary(self, Pen::Markdown, language)
    }

    /// The summary in plain text, to be read in a minute: one line for a fact, what matters most first, long texts cut.
    ///
    /// ```
    /// use openbadges::display::summary::Summary;
    /// use openbadges::language::Language;
    /// use openbadges::verify::{Resources, Verifier};
    ///
    /// let badge = include_bytes!("../../../../fixtures/golden/critical-thinking.json");
    /// let now = "2026-07-01T00:00:00Z".parse().unwrap();
    /// let verified = Verifier::default().verify(badge, &Resources::new(), now).into_verified().unwrap();
    /// let text = Summary::of(&verified).to_text(&Language::english());
    /// assert!(text.starts_with("Badge: Critical Thinking\n"));
    /// assert!(text.contains("- Identify patterns: Exemplary (level 4 of 4); required: Proficient\n"));
    /// ```
    pub fn to_text(&self, language: &Language) -> String {
        summary(self, Pen::Text, language)
    }
}

impl Unverified {
    /// What there is to say, in Markdown: first that the badge is not verified.
    pub fn to_markdown(&self, language: &Language) -> String {
        let mut sheet = Sheet::new(Pen::Markdown, language);
        sheet.unverified(self);
        sheet.finish()
    }

    /// What there is to say, in plain text: first that the badge is not verified.
    ///
    /// ```
    /// use openbadges::display::summary::Unverified;
    /// use openbadges::language::Language;
    /// use openbadges::verify::{Resources, Verifier};
    ///
    /// let now = "2026-07-01T00:00:00Z".parse().unwrap();
    /// let report = Verifier::default().verify(b"no badge", &Resources::new(), now);
    /// let text = Unverified::of(&report).unwrap().to_text(&Language::english());
    /// assert!(text.starts_with("Verdict: NOT VERIFIED"));
    /// ```
    pub fn to_text(&self, language: &Language) -> String {
        let mut sheet = Sheet::new(Pen::Text, language);
        sheet.unverified(self);
        sheet.finish()
    }
}
