//! Labels in the order in which they were given (RDFC-1.0, section 4.3).

/// Labels for a few nodes of many, cheap to copy.
///
/// Each copy is counted as work by the number of labels, so that moving them for a new one costs no more.
#[derive(Clone, Default)]
pub(super) struct Issuer {
    order: Vec<u32>,
    /// Node and label, in the order of the nodes.
    labels: Vec<(u32, u32)>,
}

impl Issuer {
    /// The nodes in the order of their labels.
    pub(super) fn order(&self) -> &[u32] {
        &self.order
    }

    /// The label of a node.
    pub(super) fn label(&self, node: u32) -> Option<u32> {
        let at = self.labels.binary_search_by_key(&node, |(node, _)| *node).ok()?;
        self.labels.get(at).map(|(_, label)| *label)
    }

    /// The label of a node, a new one if it has none yet.
    pub(super) fn issue(&mut self, node: u32) -> u32 {
        match self.labels.binary_search_by_key(&node, |(node, _)| *node) {
            Ok(at) => self.labels.get(at).map_or(u32::MAX, |(_, label)| *label),
            Err(at) => {
                let next = u32::try_from(self.order.len()).unwrap_or(u32::MAX);
                self.order.push(node);
                self.labels.insert(at, (node, next));
                next
            }
        }
    }
}

/// The canonical labels: in the end every node has one.
pub(super) struct Canonical {
    /// Of each node by its number; [`Self::NONE`] before it gets one.
    labels: Vec<u32>,
    next: u32,
}

impl Canonical {
    const NONE: u32 = u32::MAX;

    pub(super) fn new(nodes: usize) -> Self {
        Canonical { labels: vec![Self::NONE; nodes], next: 0 }
    }

    /// The label of a node.
    pub(super) fn label(&self, node: u32) -> Option<u32> {
        let label = usize::try_from(node).ok().and_then(|node| self.labels.get(node));
        label.copied().filter(|label| *label != Self::NONE)
    }

    /// Gives a node a label, unless it has one.
    pub(super) fn issue(&mut self, node: u32) {
        let label = usize::try_from(node).ok().and_then(|node| self.labels.get_mut(node));
        if let Some(label) = label.filter(|label| **label == Self::NONE) {
            *label = self.next;
            self.next += 1;
        }
    }

    /// The labels of all nodes by their numbers.
    pub(super) fn into_labels(self) -> Vec<u32> {
        self.labels
    }
}
