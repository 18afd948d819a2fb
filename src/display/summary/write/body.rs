//! What was shown, by which evidence, and what it stands for.

use super::Sheet;
use super::pen::Pen;
use crate::display::summary::days;
use crate::display::summary::{
    AlignedTo, Assessed, Evidence, Level, Method, OfKind, Party, Reached, Shown, Summary, Target,
};
use crate::language::Text;
use crate::model::{DateTimeZ, ResultStatusType};

impl Sheet<'_> {
    pub(super) fn shown(&mut self, summary: &Summary) {
        let shown = summary.shown();
        self.section(Text::ShownTitle);
        // Mostly all have the same levels: then they are told once.
        let mut levelled = shown.iter().filter(|own| !own.levels().is_empty());
        let first = levelled.next().filter(|first| levelled.all(|own| is_same(own, first)));
        for own in shown.iter().take(self.most()) {
            let mut line = format!("{}: {}", self.pen.name(own.name()), self.reached(own));
            if let Some(required) = self.required(own) {
                line.push_str(&format!("; {}", self.fill(Text::Required, &[("required", &required)])));
            }
            self.item(&line);
            for assessed in own.assessed().iter().take(self.most()) {
                self.assessed(assessed, summary.verification().at());
            }
            if first.is_none() && !own.levels().is_empty() {
                self.below(&self.levels(own));
            }
        }
        self.more(shown.len());
        if let Some(first) = first {
            self.item(&self.levels(first));
            if self.pen == Pen::Markdown {
                for level in first.levels().iter().take(self.most()) {
                    if let Some(description) = level.description() {
                        let name = self.pen.name(level.label());
                        self.below(&format!("{name}: {}", self.pen.sentence(description)));
                    }
                }
            }
        }
    }

    fn reached(&self, shown: &Shown) -> String {
        if !shown.is_asserted() {
            return self.text(Text::NotAsserted).to_owned();
        }
        let all: Vec<String> =
            shown.reached().iter().take(self.most()).map(|reached| self.result(shown, reached)).collect();
        all.join(" / ")
    }

    fn result(&self, shown: &Shown, reached: &Reached) -> String {
        let mut parts: Vec<String> = reached.level().map(|level| self.level(shown, level)).into_iter().collect();
        if let Some(value) = reached.value() {
            let value = self.pen.name(value);
            parts.push(match (shown.value_min(), shown.value_max()) {
                (Some(min), Some(max)) => {
                    let (min, max) = (self.pen.name(min), self.pen.name(max));
                    self.fill(Text::ValueBetween, &[("value", &value), ("min", &min), ("max", &max)])
                }
                _ => self.fill(Text::Value, &[("value", &value)]),
            });
        }
        // That it is completed goes without saying, where there is anything else to say.
        if let Some(status) = reached.status().filter(|status| parts.is_empty() || *status != "Completed") {
            parts.push(self.status(status));
        }
        match parts.is_empty() {
            true => self.text(Text::NotAsserted).to_owned(),
            false => parts.join(", "),
        }
    }

    fn status(&self, status: &str) -> String {
        use crate::model::Term;
        let known: Result<Term<ResultStatusType>, _> = status.parse();
        let text = match known {
            Ok(Term::Known(ResultStatusType::Completed)) => Text::StatusCompleted,
            Ok(Term::Known(ResultStatusType::Enrolled)) => Text::StatusEnrolled,
            Ok(Term::Known(ResultStatusType::Failed)) => Text::StatusFailed,
            Ok(Term::Known(ResultStatusType::InProgress)) => Text::StatusInProgress,
            Ok(Term::Known(ResultStatusType::OnHold)) => Text::StatusOnHold,
            Ok(Term::Known(ResultStatusType::Provisional)) => Text::StatusProvisional,
            Ok(Term::Known(ResultStatusType::Withdrew)) => Text::StatusWithdrew,
            _ => return self.pen.name(status),
        };
        self.text(text).to_owned()
    }

    fn level(&self, shown: &Shown, level: &Level) -> String {
        let name = self.pen.name(level.label());
        match shown.place(level) {
            Some((place, count)) => {
                let (place, count) = (place.to_string(), count.to_string());
                self.fill(Text::LevelPlace, &[("level", &name), ("place", &place), ("count", &count)])
            }
            None => name,
        }
    }

    fn required(&self, shown: &Shown) -> Option<String> {
        let level = shown.required_level().map(|level| self.pen.name(level.label()));
        let value = shown.required_value().map(|value| self.fill(Text::Value, &[("value", &self.pen.name(value))]));
        let parts: Vec<String> = level.into_iter().chain(value).collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }

    fn levels(&self, shown: &Shown) -> String {
        let mut names: Vec<String> =
            shown.levels().iter().take(self.most()).map(|level| self.pen.name(level.label())).collect();
        if shown.levels().len() > names.len() {
            names.push("…".into());
        }
        let text = if shown.is_ordered() { Text::LevelsOrdered } else { Text::LevelsUnordered };
        self.fill(text, &[("levels", &names.join(", "))])
    }

    fn assessed(&mut self, assessed: &Assessed, checked: &DateTimeZ) {
        let (Some(method), Some(on)) = (assessed.method(), assessed.on()) else {
            return match assessed.evidence().narrative() {
                Some(narrative) => {
                    self.below(&format!("{}: {}", self.text(Text::Assessed), self.pen.quoted_prose(narrative)));
                }
                None => self.below(self.text(Text::Assessed)),
            };
        };
        let how = self.text(match method {
            Method::Facilitator => Text::AssessedByFacilitator,
            Method::Automated => Text::AssessedAutomatically,
            Method::AutomatedWithReview => Text::AssessedWithReview,
        });
        let name = assessed.assessor().map(|name| format!(" ({})", self.pen.name(name))).unwrap_or_default();
        let (how, day) = (format!("{how}{name}"), days::past_day(self.language, on.date(), checked));
        self.below(&self.fill(Text::AssessedOn, &[("how", &how), ("day", &day)]));
    }

    pub(super) fn evidence(&mut self, summary: &Summary) {
        let evidence = summary.evidence();
        self.section(Text::EvidenceTitle);
        evidence.iter().take(self.most()).for_each(|own| self.piece(own));
        self.more(evidence.len());
    }

    fn piece(&mut self, evidence: &Evidence) {
        let mut line = self.pen.name(evidence.name().or(evidence.genre()).unwrap_or_default());
        let genre = evidence.genre().filter(|_| evidence.name().is_some());
        line.push_str(&genre.map(|genre| format!(" ({})", self.pen.name(genre))).unwrap_or_default());
        for text in [evidence.description(), evidence.audience()].into_iter().flatten() {
            line.push_str(&format!("; {}", self.pen.clause(text).trim_end_matches('.')));
        }
        line.push_str(&evidence.id().map(|id| format!("; {}", self.pen.address(id))).unwrap_or_default());
        self.item(&line);
        if let Some(narrative) = evidence.narrative() {
            self.prose(None, narrative);
        }
    }

    pub(super) fn background(&mut self, summary: &Summary) {
        let achieved = summary.achieved();
        self.section(Text::AboutTitle);
        if let Some(name) = summary.credential().name().filter(|name| *name != achieved.name()) {
            self.fact(Text::CredentialName, &self.pen.quoted(name));
        }
        match (achieved.kind(), achieved.version()) {
            (Some(kind), Some(version)) => {
                let (kind, version) = (self.pen.name(kind), self.pen.name(version));
                let both = self.fill(Text::TypeVersion, &[("type", &kind), ("version", &version)]);
                self.fact(Text::Type, &both);
            }
            (Some(kind), None) => self.fact(Text::Type, &self.pen.name(kind)),
            (None, Some(version)) => self.fact(Text::FrameworkVersion, &self.pen.name(version)),
            (None, None) => {}
        }
        for (label, value) in [
            (Text::CreditsAvailable, achieved.credits_available()),
            (Text::CreditsEarned, achieved.credits_earned()),
            (Text::FieldOfStudy, achieved.field_of_study()),
            (Text::Specialization, achieved.specialization()),
            (Text::Code, achieved.code()),
            (Text::Role, achieved.role()),
            (Text::Term, achieved.term()),
            (Text::License, achieved.license_number()),
        ] {
            if let Some(value) = value {
                self.fact(label, &self.pen.name(value));
            }
        }
        for (label, at) in [(Text::Started, achieved.started()), (Text::Ended, achieved.ended())] {
            if let Some(at) = at {
                self.fact(label, &days::past(self.language, at, summary.verification().at()));
            }
        }
        for (label, party) in [(Text::DefinedBy, summary.creator()), (Text::AssessedBy, summary.source())] {
            if let Some(party) = party {
                self.fact(label, &self.party(party));
            }
        }
        // They are for machines to find it by.
        if !achieved.tags().is_empty() && self.pen == Pen::Markdown {
            let tags: Vec<String> = achieved.tags().iter().take(self.most()).map(|tag| self.pen.name(tag)).collect();
            self.fact(Text::Tags, &tags.join(", "));
        }
        if let Some(url) = achieved.criteria_url() {
            self.fact(Text::CriteriaPage, &self.pen.address(url));
        }
        if let Some(criteria) = achieved.criteria() {
            self.prose(Some(Text::Criteria), criteria);
        }
    }

    /// Somebody whom the issuer names.
    fn party(&self, party: &Party) -> String {
        match party.name() {
            Some(name) => format!("{} ({})", self.pen.name(name), self.pen.address(party.id())),
            None => self.pen.address(party.id()),
        }
    }

    pub(super) fn aligned(&mut self, summary: &Summary) {
        let groups = summary.aligned_to();
        self.section(Text::AlignedTitle);
        for group in groups.iter().take(self.most()) {
            let framework = group.framework().map_or(self.text(Text::NoFramework).to_owned(), |own| self.pen.name(own));
            match self.pen {
                Pen::Text => self.item(&format!("{framework}: {}", self.targets(group))),
                Pen::Markdown => {
                    self.item(&framework);
                    for target in group.targets().iter().take(self.most()) {
                        let mut line = self.target(target);
                        if let Some(kind) = target.kind() {
                            line.push_str(&format!(", {}", self.pen.name(kind)));
                        }
                        line.push_str(&format!("; {}", self.pen.address(target.url())));
                        if let Some(description) = target.description() {
                            line.push_str(&format!("; {}", self.pen.clause(description)));
                        }
                        self.below(&line);
                    }
                    let left = group.targets().len().saturating_sub(self.most());
                    if left > 0 {
                        self.below(&self.fill(Text::More, &[("count", &left.to_string())]));
                    }
                }
            }
        }
        self.more(groups.len());
    }

    fn targets(&self, group: &AlignedTo) -> String {
        let mut names: Vec<String> =
            group.targets().iter().take(self.most()).map(|target| self.target(target)).collect();
        if group.targets().len() > names.len() {
            names.push("…".into());
        }
        names.join("; ")
    }

    fn target(&self, target: &Target) -> String {
        let mut line = self.pen.name(target.name());
        line.push_str(&target.code().map(|code| format!(" ({})", self.pen.name(code))).unwrap_or_default());
        let of = target.of();
        let parts: Vec<String> =
            [of.name(), of.level()].into_iter().flatten().map(|name| self.pen.name(name)).collect();
        if of.kind() == OfKind::Result {
            line.push_str(&format!(" ← {}", self.text(Text::OtherResult)));
        } else if !parts.is_empty() {
            line.push_str(&format!(" ← {}", parts.join(": ")));
        }
        line
    }
}

/// Whether two have the same levels, whatever their ids.
fn is_same(one: &Shown, other: &Shown) -> bool {
    let alike = |(a, b): (&Level, &Level)| a.name() == b.name() && a.description() == b.description();
    one.is_ordered() == other.is_ordered()
        && one.levels().len() == other.levels().len()
        && one.levels().iter().zip(other.levels()).all(alike)
}
