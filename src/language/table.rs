//! The table. A row: the name in code, the name for callers, the placeholders, and the text in English and Spanish.

/// One text in the crate's languages.
pub(super) struct Row {
    /// The name by which a caller's language gives it.
    pub(super) name: &'static str,
    /// What is filled in; each stands in every language's text.
    pub(super) placeholders: &'static [&'static str],
    pub(super) english: &'static str,
    pub(super) spanish: &'static str,
}

macro_rules! texts {
    ($($text:ident $name:literal [$($placeholder:literal),*] $english:literal $spanish:literal)*) => {
        /// A text of the table.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Text { $($text),* }

        pub(super) const ROWS: &[Row] = &[
            $(Row { name: $name, placeholders: &[$($placeholder),*], english: $english, spanish: $spanish }),*
        ];
    };
}

#[rustfmt::skip]
texts! {
    // Lists: "A, B and C".
    ListComma "list.comma" [] ", " ", "
    ListAnd "list.and" [] " and " " y "

    // Days: "4 May 2026".
    Date "date" ["day", "month", "year"] "{day} {month} {year}" "{day} de {month} de {year}"
    January "date.january" [] "January" "enero"
    February "date.february" [] "February" "febrero"
    March "date.march" [] "March" "marzo"
    April "date.april" [] "April" "abril"
    May "date.may" [] "May" "mayo"
    June "date.june" [] "June" "junio"
    July "date.july" [] "July" "julio"
    August "date.august" [] "August" "agosto"
    September "date.september" [] "September" "septiembre"
    October "date.october" [] "October" "octubre"
    November "date.november" [] "November" "noviembre"
    December "date.december" [] "December" "diciembre"

    // Summary: the checks, and what was checked of each.
    CheckPassed "check.passed" [] "passed" "superada"
    CheckFailed "check.failed" [] "failed" "fallida"
    CheckUnknown "check.unknown" [] "could not be checked" "no se pudo comprobar"
    CheckNotApplicable "check.not-applicable" [] "nothing to check" "nada que comprobar"
    StepFormat "step.format" [] "It is a badge file" "Es un archivo de insignia"
    StepJson "step.json" [] "It can be read" "Se puede leer"
    StepModel "step.model" [] "It keeps the rules of the standard" "Cumple las reglas del estándar"
    StepJsonLd "step.json-ld" [] "Every part of it has a defined meaning" "Cada parte tiene un significado definido"
    StepProof "step.proof" [] "It is unchanged since it was signed" "No ha cambiado desde que se firmó"
    StepBinding "step.binding" [] "The key that signed is the issuer's" "La clave que firmó es del emisor"
    StepPolicy "step.policy" [] "It meets the policy's further demands" "Cumple las demás exigencias de la política"
    StepValidity "step.validity" [] "It is valid at this time" "Es válida en este momento"
    StepStatus "step.status" [] "It was not revoked" "No ha sido revocada"
    StepRecipient "step.recipient" [] "It is about the person given" "Se refiere a la persona indicada"
    StepTrust "step.trust" [] "The issuer is trusted" "El emisor es de confianza"
    StepAward "step.award" [] "The results meet what is required" "Los resultados cumplen lo exigido"
    StepEndorsements "step.endorsements" [] "The endorsements in it are genuine" "Los avales que contiene son auténticos"
    StepLinked "step.linked" [] "What it links to is unchanged" "Lo que enlaza no ha cambiado"
    StepRefresh "step.refresh" [] "It is the newest edition" "Es la edición más reciente"

    // Summary: what is asserted and not verified.
    AssertedLearnerName "asserted.learner-name" [] "Learner's name, as the issuer wrote it; compared with nobody" "Nombre de la persona, tal como lo escribió el emisor; sin contrastar"
    AssertedLearnerIdentifier "asserted.learner-identifier" [] "Learner's identifier, as the issuer wrote it; compared with nobody" "Identificador de la persona, tal como lo escribió el emisor; sin contrastar"
    AssertedIssuer "asserted.issuer" [] "What the issuer says of itself; only its id is verified" "Lo que el emisor dice de sí mismo; solo su identificador está verificado"
    AssertedNarrative "asserted.narrative" [] "Account of the evidence, as the badge has it" "Relato de las evidencias, tal como consta en la insignia"
    AssertedResult "asserted.result" [] "Result that the achievement does not describe" "Resultado que el logro no describe"
}
