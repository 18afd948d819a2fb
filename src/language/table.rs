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
}
