//! How much of a file is read: beyond that it is refused with a reason.

/// Limits of reading, so that no file takes more than 200 MiB or minutes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileLimits {
    /// A workbook as it lies on disk, bytes.
    pub workbook: usize,
    /// A text file, bytes: it is held decoded as well.
    pub text: usize,
    /// All parts of a packed workbook, unpacked, bytes. Parts are read as streams.
    pub unpacked: u64,
    /// The parts that are held in memory while the rest is read (shared texts), bytes.
    pub held: u64,
    /// Parts of a packed workbook.
    pub parts: usize,
    /// Columns of a table.
    pub columns: usize,
    /// Rows of a table.
    pub rows: usize,
    /// Cells of a table.
    pub cells: usize,
    /// Text of all cells, bytes.
    pub texts: usize,
    /// Characters of one cell. Spreadsheet programs stop at 32 767.
    pub cell: usize,
}

impl Default for FileLimits {
    fn default() -> Self {
        const MB: usize = 1_000_000;
        Self {
            workbook: 32 * MB,
            text: 24 * MB,
            unpacked: 200 * MB as u64,
            held: 24 * MB as u64,
            parts: 2_000,
            columns: 500,
            rows: 200_000,
            cells: 1_500_000,
            texts: 40 * MB,
            cell: 100_000,
        }
    }
}
