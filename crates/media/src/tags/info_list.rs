//! The `LIST` chunk of kind `INFO` in a RIFF file.

use super::{TABLE, Tags, text};

/// Takes the tags out of the body of a `LIST` chunk (from the list's kind on).
pub(crate) fn read(body: &[u8], tags: &mut Tags) {
    let Some(mut rest) = body.strip_prefix(b"INFO") else { return };
    while let Some((head, after)) = rest.split_at_checked(8) {
        let bytes = u32::from_le_bytes([head[4], head[5], head[6], head[7]]) as usize;
        let value = &after[..bytes.min(after.len())];
        let row = TABLE.iter().find(|row| row.info.is_some_and(|info| info == &head[..4]));
        if let Some(row) = row {
            let end = value.iter().position(|byte| *byte == 0).unwrap_or(value.len());
            tags.offer(row.tag, &text(&value[..end]));
        }
        rest = &after[bytes.saturating_add(bytes % 2).min(after.len())..];
    }
}

/// The whole chunk; empty without tags.
pub(crate) fn write(tags: &Tags) -> Vec<u8> {
    let mut body = b"INFO".to_vec();
    for (row, value) in tags.rows() {
        let Some(id) = row.info else { continue };
        body.extend_from_slice(id);
        body.extend_from_slice(&(value.len() as u32 + 1).to_le_bytes());
        body.extend_from_slice(value.as_bytes());
        // The text ends in a zero; a second one makes the length even.
        body.extend_from_slice(if value.len() % 2 == 0 { &[0, 0] } else { &[0] });
    }
    if body.len() == 4 {
        return Vec::new();
    }
    let mut chunk = b"LIST".to_vec();
    chunk.extend_from_slice(&(body.len() as u32).to_le_bytes());
    chunk.extend_from_slice(&body);
    chunk
}
