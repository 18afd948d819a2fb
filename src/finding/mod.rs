//! The one vocabulary in which errors and reports say what is wrong, and where.

/// The codes as an enum: each with its description, its name and its text.
macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $text:literal,)+) => {
        /// A stable code, `area.problem`: never renamed, never used for something else.
        ///
        /// New codes may come; match with a wildcard.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[doc = $doc])+ #[doc = concat!("\n\nCode: `", $text, "`")] $name,)+
        }

        impl Code {
            /// Every code there is.
            pub const ALL: &'static [Code] = &[$(Code::$name,)+];

            /// The code as text, for example `framework.duplicate-id`.
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$name => $text,)+ }
            }

            /// What the code means, in a sentence.
            pub fn description(self) -> &'static str {
                match self { $(Code::$name => concat!($($doc),+).trim_ascii(),)+ }
            }
        }
    };
}

#[macro_use]
mod images;
mod codes;
mod problem;

use std::fmt;

use serde::{Serialize, Serializer};

pub use codes::Code;
pub use problem::Problem;

/// How much a [`Finding`] weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Severity {
    /// Worth knowing; it stops nothing.
    Warning,
    /// A rule is broken.
    Error,
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// One thing that is wrong: code, severity, place, value, sentence, and what to do about it.
///
/// `Display` is the sentence with its place, on one line. Serialized, it is an object with the members `code`,
/// `severity`, `pointer`, `value`, `message` and `remedy`; the last two values are left out where there are none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    code: Code,
    severity: Severity,
    pointer: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    remedy: Option<String>,
}

impl Finding {
    pub(crate) fn error(code: Code, pointer: impl Into<String>, message: impl Into<String>) -> Self {
        Finding {
            code,
            severity: Severity::Error,
            pointer: pointer.into(),
            value: None,
            message: message.into(),
            remedy: None,
        }
    }

    pub(crate) fn warning(code: Code, pointer: impl Into<String>, message: impl Into<String>) -> Self {
        Finding { severity: Severity::Warning, ..Finding::error(code, pointer, message) }
    }

    /// The same, where it stops nothing.
    pub(crate) fn into_warning(self) -> Self {
        Finding { severity: Severity::Warning, ..self }
    }

    /// The offending value, cut to a readable length.
    pub(crate) fn with_value(mut self, value: &str) -> Self {
        const KEPT: usize = 200;
        let mut kept: String = value.chars().take(KEPT).collect();
        if kept.len() < value.len() {
            kept.push('…');
        }
        self.value = Some(kept);
        self
    }

    pub(crate) fn with_remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }

    /// The same finding in a document of which its own is a part.
    pub(crate) fn under(mut self, pointer: &str) -> Self {
        self.pointer.insert_str(0, pointer);
        self
    }

    /// The stable code.
    pub fn code(&self) -> Code {
        self.code
    }

    /// Error or warning.
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// Where: a JSON pointer (RFC 6901) into the document that was read; empty for the whole document and for
    /// what came in as an argument.
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// The offending value, if there is one to show; long ones are cut.
    pub fn value(&self) -> Option<&str> {
        self.value.as_deref()
    }

    /// What is wrong, in a sentence without its place.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to do about it, if there is something to say.
    pub fn remedy(&self) -> Option<&str> {
        self.remedy.as_deref()
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.pointer.is_empty() {
            write!(f, "at {}: ", crate::text::quoted(&self.pointer).trim_matches('`'))?;
        }
        f.write_str(&self.message)?;
        match &self.remedy {
            Some(remedy) => write!(f, "; {remedy}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn codes_are_unique_well_formed_and_described() {
        let mut seen = BTreeSet::new();
        for code in Code::ALL {
            assert!(seen.insert(code.as_str()), "{code} twice");
            let (area, problem) = code.as_str().split_once('.').unwrap();
            assert!(crate::text::is_kebab(area) && crate::text::is_kebab(problem), "{code}");
            assert!(code.description().ends_with('.') && code.description().len() > 10, "{code}");
        }
    }

    #[test]
    fn a_finding_is_one_line() {
        let finding = Finding::error(Code::InputEmpty, "/a\n", "is empty").with_remedy("fill it in");
        assert_eq!(finding.to_string(), "at /a\\u{a}: is empty; fill it in");
        assert_eq!(
            serde_json::to_value(&finding).unwrap(),
            serde_json::json!({
                "code": "input.empty-text", "severity": "error", "pointer": "/a\n",
                "message": "is empty", "remedy": "fill it in"
            })
        );
    }
}
