//! How much of a foreign input is looked at before it is refused.

/// Budgets for reading input that somebody else wrote.
///
/// Running out of one is its own finding (`json.too-large`, `json.too-deep`, ...), never a slow answer. The
/// defaults leave real credentials a wide margin.
///
/// ```
/// use openbadges::Limits;
///
/// let strict = Limits::default().with_bytes(64 * 1024);
/// assert_eq!(strict.bytes(), 65_536);
/// assert_eq!(strict.depth(), 64);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    bytes: usize,
    depth: usize,
    values: usize,
    proofs: usize,
    nested: usize,
    canonicalization_steps: u64,
    status_list_bytes: usize,
    row_bytes: usize,
    image_bytes: usize,
    image_parts: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            bytes: 1 << 20,
            depth: 64,
            values: 16_000,
            proofs: 8,
            nested: 32,
            canonicalization_steps: 200_000,
            status_list_bytes: 16 << 20,
            row_bytes: 64 << 10,
            image_bytes: 16 << 20,
            image_parts: 100_000,
        }
    }
}

impl Limits {
    /// The longest document read, in bytes. Default 1 MiB: a badge with 36 results and an embedded image stays
    /// below 200 kB. At most 4 GiB - 1, the reach of a span.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// The deepest nesting of arrays and objects. Default 64: the standard's complete example needs 10.
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// The most JSON values (member names not counted) in one document. Default 16,000: the standard's
    /// complete example has some 550.
    pub fn values(&self) -> usize {
        self.values
    }

    /// The most proofs checked in one document. Default 8: a badge has one, and while keys change two.
    pub fn proofs(&self) -> usize {
        self.proofs
    }

    /// The most credentials that are verified with a badge: its endorsements and status lists, and theirs. Default 32. All of
    /// them together may take as many canonicalization steps as the badge.
    pub fn nested(&self) -> usize {
        self.nested
    }

    /// The most steps in telling blank nodes apart that look alike (RDFC-1.0, sections 4.7 and 4.8): calls of Hash N-Degree
    /// Quads, orders tried, statements looked at and labels copied. Processing contexts inside documents is counted likewise.
    /// Default 200,000, some tenths of a second: the most costly graph of W3C's test suite that has a canonical form takes some 30,000, a badge hardly any.
    pub fn canonicalization_steps(&self) -> u64 {
        self.canonicalization_steps
    }

    /// The longest status list, decompressed, in bytes. Default 16 MiB: 2²⁴ entries, of as many bits as the crate reads
    /// (eight); W3C's shortest list has 16 KiB. Gzip makes a thousandth of that out of nothing but zeros, so that the
    /// length of what came in bounds nothing. For one badge four times as many bytes are decoded, of all its lists together.
    pub fn status_list_bytes(&self) -> usize {
        self.status_list_bytes
    }

    /// The longest row of a roster, in bytes: a row of a table with the line ends in its quotes, or a line of JSON. Default
    /// 64 KiB, a hundred times what a row of such a table has; no more of a longer one is held than this.
    pub fn row_bytes(&self) -> usize {
        self.row_bytes
    }

    /// The longest image that a badge is baked into or taken out of, in bytes. Default 16 MiB: badges as issuers draw them have
    /// some 10 to 500 kB. What is baked into it, decompressed and all together, may have as many bytes as a document.
    pub fn image_bytes(&self) -> usize {
        self.image_bytes
    }

    /// The most chunks of a PNG; the most elements, attributes, comments and the like of an SVG. Default 100,000, some 20 MB
    /// while it is read: a drawing has some hundreds, the most detailed some ten thousands.
    pub fn image_parts(&self) -> usize {
        self.image_parts
    }

    /// Sets the longest document read, in bytes.
    #[must_use]
    pub fn with_bytes(mut self, bytes: usize) -> Self {
        self.bytes = bytes;
        self
    }

    /// Sets the deepest nesting of arrays and objects; at most 128, so that no walk exhausts the stack.
    #[must_use]
    pub fn with_depth(mut self, depth: usize) -> Self {
        self.depth = depth.min(128);
        self
    }

    /// Sets the most JSON values in one document.
    #[must_use]
    pub fn with_values(mut self, values: usize) -> Self {
        self.values = values;
        self
    }

    /// Sets the most proofs checked in one document.
    #[must_use]
    pub fn with_proofs(mut self, proofs: usize) -> Self {
        self.proofs = proofs;
        self
    }

    /// Sets the most credentials that are verified with a badge.
    #[must_use]
    pub fn with_nested(mut self, nested: usize) -> Self {
        self.nested = nested;
        self
    }

    /// Sets the most steps in telling blank nodes apart that look alike.
    #[must_use]
    pub fn with_canonicalization_steps(mut self, steps: u64) -> Self {
        self.canonicalization_steps = steps;
        self
    }

    /// Sets the longest status list, decompressed, in bytes.
    #[must_use]
    pub fn with_status_list_bytes(mut self, bytes: usize) -> Self {
        self.status_list_bytes = bytes;
        self
    }

    /// Sets the longest row of a roster, in bytes.
    #[must_use]
    pub fn with_row_bytes(mut self, bytes: usize) -> Self {
        self.row_bytes = bytes;
        self
    }

    /// Sets the longest image that a badge is baked into or taken out of, in bytes.
    #[must_use]
    pub fn with_image_bytes(mut self, bytes: usize) -> Self {
        self.image_bytes = bytes;
        self
    }

    /// Sets the most chunks of a PNG, or parts of an SVG.
    #[must_use]
    pub fn with_image_parts(mut self, parts: usize) -> Self {
        self.image_parts = parts;
        self
    }
}
