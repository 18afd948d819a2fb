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

    // Outcomes: what is said to the learner. Days are written as numbers, `2026-05-04`, in every language.
    OutcomePointsOne "outcome.points.one" ["points"] "{points} point" "{points} punto"
    OutcomePoints "outcome.points.other" ["points"] "{points} points" "{points} puntos"
    OutcomeReached "outcome.reached" ["name", "level", "day"]
        "{name}: you reached {level} on {day}" "{name}: alcanzaste el nivel {level} el {day}"
    OutcomeReachedPoints "outcome.reached-points" ["name", "level", "points", "day"]
        "{name}: you reached {level} ({points}) on {day}" "{name}: alcanzaste el nivel {level} ({points}) el {day}"
    OutcomeNeedLevel "outcome.need-level" ["sentence", "level"]
        "{sentence}; {level} is required" "{sentence}; se requiere el nivel {level}"
    OutcomeNeedPointsOne "outcome.need-points.one" ["sentence", "points"]
        "{sentence}; at least {points} point is required" "{sentence}; se requiere al menos {points} punto"
    OutcomeNeedPoints "outcome.need-points.other" ["sentence", "points"]
        "{sentence}; at least {points} points are required" "{sentence}; se requieren al menos {points} puntos"
    OutcomeTooOldOne "outcome.too-old.one" ["name", "day", "days"]
        "{name}: your assessment of {day} is more than {days} day old and no longer counts"
        "{name}: tu evaluación del {day} tiene más de {days} día y ya no cuenta"
    OutcomeTooOld "outcome.too-old.other" ["name", "day", "days"]
        "{name}: your assessment of {day} is more than {days} days old and no longer counts"
        "{name}: tu evaluación del {day} tiene más de {days} días y ya no cuenta"
    OutcomeFormative "outcome.formative" ["name"]
        "{name}: you have practised it, but the assessment that counts is still to come"
        "{name}: ya la has practicado, pero aún falta la evaluación que cuenta"
    OutcomeUsed "outcome.used" ["name", "day", "skill"]
        "{name}: your assessment of {day} counts for {skill}; another one is needed here"
        "{name}: tu evaluación del {day} cuenta para {skill}; aquí se necesita otra"
    OutcomeNotAssessed "outcome.not-assessed" ["name"]
        "{name}: you have not been assessed in it yet" "{name}: todavía no te han evaluado"
    OutcomeNothing "outcome.nothing" []
        "no assessment shows any of it yet" "ninguna evaluación la demuestra todavía"
    OutcomeAtLeast "outcome.at-least" ["count", "total", "reached"]
        "{count} of {total} sub-competencies are needed at their required levels, you have {reached}"
        "hay que alcanzar el nivel requerido en {count} de {total} subcompetencias; hasta ahora lo alcanzaste en {reached}"
    OutcomeTotalOne "outcome.total.one" ["points", "reached"]
        "{points} point is needed in all, you have {reached}" "se necesita {points} punto en total; tienes {reached}"
    OutcomeTotal "outcome.total.other" ["points", "reached"]
        "{points} points are needed in all, you have {reached}" "se necesitan {points} puntos en total; tienes {reached}"
    OutcomeWays "outcome.ways" ["count", "ways"]
        "one of {count} ways is needed: {ways}" "hay {count} maneras de lograrlo y basta una: {ways}"
    OutcomeWay "outcome.way" ["number", "way"] "({number}) {way}" "({number}) {way}"
    ListOr "list.or" [] " or " " o "
    ListSemicolon "list.semicolon" [] "; " "; "
    OutcomeEarned "outcome.earned" ["learner", "skill", "levels"]
        "{learner} has earned {skill}: {levels}" "{learner} ha obtenido {skill}: {levels}"
    OutcomeNotEarned "outcome.not-earned" ["learner", "skill", "reasons"]
        "{learner} has not earned {skill} yet: {reasons}" "{learner} aún no ha obtenido {skill}: {reasons}"
    OutcomeLevel "outcome.level" ["name", "level"] "{name} ({level})" "{name} ({level})"

    // Criteria, in Markdown.
    CriteriaIntro "criteria.intro" ["skill"]
        "To earn **{skill}**, a learner is assessed by performance, with a rubric, in these sub-competencies:"
        "Para obtener **{skill}**, se evalúa el desempeño de la persona, con una rúbrica, en estas subcompetencias:"
    CriteriaPart "criteria.part" ["name", "description"] "**{name}**: {description}" "**{name}**: {description}"
    CriteriaIndicator "criteria.indicator" ["name", "description"] "{name}: {description}" "{name}: {description}"
    CriteriaEach "criteria.each" ["levels"]
        "Required in each: {levels}. A strength in one does not make up for another."
        "Nivel requerido en cada una: {levels}. La fortaleza en una no compensa la falta en otra."
    CriteriaEachOf "criteria.each-of" ["names", "levels"]
        "Required in each ({names}): {levels}. A strength in one does not make up for another."
        "Nivel requerido en cada una ({names}): {levels}. La fortaleza en una no compensa la falta en otra."
    CriteriaAtLeast "criteria.at-least" ["count", "total", "levels"]
        "Required in at least {count} of {total}: {levels}." "Nivel requerido en al menos {count} de {total}: {levels}."
    CriteriaAtLeastOf "criteria.at-least-of" ["count", "total", "names", "levels"]
        "Required in at least {count} of {total} ({names}): {levels}."
        "Nivel requerido en al menos {count} de {total} ({names}): {levels}."
    CriteriaPoints "criteria.points" ["points"]
        "Required: at least {points} in all." "Requisito: al menos {points} en total."
    CriteriaPointsOf "criteria.points-of" ["points", "names"]
        "Required: at least {points} in all ({names})." "Requisito: al menos {points} en total ({names})."
    CriteriaFloor "criteria.floor" ["points", "floor"]
        "Required: at least {points} in all, and at least {floor} in each."
        "Requisito: al menos {points} en total y al menos {floor} en cada una."
    CriteriaFloorOf "criteria.floor-of" ["points", "names", "floor"]
        "Required: at least {points} in all ({names}), and at least {floor} in each."
        "Requisito: al menos {points} en total ({names}) y al menos {floor} en cada una."
    CriteriaAny "criteria.any" ["ways"] "One of these is enough. {ways}" "Basta con una de estas opciones. {ways}"
    CriteriaOr "criteria.or" [] " Or: " " O bien: "
    CriteriaAbove "criteria.or-above" ["level"] "{level} or above" "{level} o superior"
    CriteriaLevelIn "criteria.level-in" ["level", "name"] "{level} in {name}" "{level} en {name}"
    CriteriaBest "criteria.best" []
        "Of several attempts the best counts." "Si hay varios intentos, cuenta el mejor."
    CriteriaLatest "criteria.latest" []
        "Of several attempts the latest counts." "Si hay varios intentos, cuenta el último."
    CriteriaFirst "criteria.first" [] "Only the first attempt counts." "Solo cuenta el primer intento."
    CriteriaDaysOne "criteria.days.one" ["days"]
        "Assessments count for {days} day." "Las evaluaciones son válidas durante {days} día."
    CriteriaDays "criteria.days.other" ["days"]
        "Assessments count for {days} days." "Las evaluaciones son válidas durante {days} días."
    CriteriaFramework "criteria.framework" ["framework", "version", "publisher"]
        "Framework: {framework}, version {version}, by {publisher}."
        "Marco: {framework}, versión {version}, de {publisher}."

    // Evidence: how a sub-competency was assessed, in Markdown but for the names of things.
    EvidenceName "evidence.name" ["name"] "Performance assessment: {name}" "Evaluación de desempeño: {name}"
    EvidenceGenre "evidence.genre" [] "Performance assessment" "Evaluación de desempeño"
    EvidenceFacilitator "evidence.facilitator" ["day", "level"]
        "Scored on {day} by a facilitator. Level reached: {level}."
        "Calificada el {day} por una persona facilitadora. Nivel alcanzado: {level}."
    EvidenceFacilitatorNamed "evidence.facilitator-named" ["day", "assessor", "level"]
        "Scored on {day} by a facilitator ({assessor}). Level reached: {level}."
        "Calificada el {day} por una persona facilitadora ({assessor}). Nivel alcanzado: {level}."
    EvidenceAutomated "evidence.automated" ["day", "level"]
        "Scored on {day} automatically. Level reached: {level}."
        "Calificada el {day} de forma automática. Nivel alcanzado: {level}."
    EvidenceAutomatedNamed "evidence.automated-named" ["day", "assessor", "level"]
        "Scored on {day} automatically ({assessor}). Level reached: {level}."
        "Calificada el {day} de forma automática ({assessor}). Nivel alcanzado: {level}."
    EvidenceReviewed "evidence.reviewed" ["day", "level"]
        "Scored on {day} automatically, with a facilitator's review. Level reached: {level}."
        "Calificada el {day} de forma automática, con revisión de una persona facilitadora. Nivel alcanzado: {level}."
    EvidenceReviewedNamed "evidence.reviewed-named" ["day", "assessor", "level"]
        "Scored on {day} automatically, with a facilitator's review ({assessor}). Level reached: {level}."
        "Calificada el {day} de forma automática, con revisión de una persona facilitadora ({assessor}). Nivel alcanzado: {level}."
    EvidenceAssessment "evidence.assessment" [] "Assessment" "Evaluación"
    EvidenceArtefact "evidence.artefact" [] "Artefact" "Producto"
    EvidenceReflection "evidence.reflection" [] "Reflection" "Reflexión"
    EvidenceObservation "evidence.observation" [] "Observation" "Observación"
}
