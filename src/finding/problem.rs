//! Findings as problem details objects.

use serde::Serialize;

use super::{Code, Finding};

/// A problem details object (RFC 9457), for answering over HTTP with the media type `application/problem+json`.
///
/// `type` leads to the documentation of the code, `title` is the code's meaning, `detail` the sentence. Members beyond the
/// standard's: `code`, `pointer`, `value` and `remedy` as in a [`Finding`]; of a report `verdict` and all `findings`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    #[serde(rename = "type")]
    kind: String,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    detail: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<Code>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pointer: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    remedy: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    findings: Vec<Finding>,
}

impl Problem {
    /// One for which there is no code.
    pub(crate) fn untyped(title: &str, detail: &str) -> Self {
        Problem {
            kind: "about:blank".into(),
            title: title.into(),
            status: None,
            detail: detail.into(),
            code: None,
            pointer: None,
            value: None,
            remedy: None,
            verdict: None,
            findings: Vec::new(),
        }
    }

    /// The code of HTTP that it is answered with, the member `status`. For a report: 422 if the badge is not verified; 400 if
    /// it cannot be read; 503, or 200 if the caller is to fetch more, where it is undecided.
    #[must_use]
    pub fn with_status(mut self, status: u16) -> Self {
        self.status = Some(status);
        self
    }

    /// The meaning of the code.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// What is wrong, with its place.
    pub fn detail(&self) -> &str {
        &self.detail
    }

    pub(crate) fn with_verdict(mut self, verdict: &'static str, findings: Vec<Finding>) -> Self {
        self.verdict = Some(verdict);
        self.findings = findings;
        self
    }
}

impl Finding {
    /// The finding as a problem details object.
    ///
    /// ```
    /// use openbadges::Framework;
    ///
    /// let error = Framework::twenty_first_century_skills().skill("empaty").unwrap_err();
    /// let problem = serde_json::to_value(error.findings().next().unwrap().to_problem()).unwrap();
    /// assert_eq!(problem["title"], "No skill of the framework has this id.");
    /// assert_eq!(problem["detail"], "no skill has the id `empaty`; did you mean `empathy`?");
    /// assert_eq!(problem["code"], "framework.unknown-skill");
    /// ```
    pub fn to_problem(&self) -> Problem {
        Problem {
            // The name of a variant is as stable as the code itself.
            kind: format!(
                "https://docs.rs/openbadges/latest/openbadges/finding/enum.Code.html#variant.{:?}",
                self.code
            ),
            code: Some(self.code),
            pointer: Some(self.pointer.clone()),
            value: self.value.clone(),
            remedy: self.remedy.clone(),
            ..Problem::untyped(self.code.description(), &self.to_string())
        }
    }
}
