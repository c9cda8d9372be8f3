//! The contract of storage, on every implementation.

use edutracker_service::storage::{contract, sqlite};

#[test]
fn sqlite_in_memory() {
    contract::run(&sqlite::Sqlite::memory().unwrap()).unwrap();
}

#[test]
fn sqlite_in_a_file_with_backup_and_restore() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("service.db");
    let storage = sqlite::Sqlite::file(&file).unwrap();
    contract::run(&storage).unwrap();
    use edutracker_service::storage::Storage;
    let before = storage.reader().unwrap().head().unwrap();
    let copy = folder.path().join("copy.db");
    sqlite::backup(&file, &copy).unwrap();
    assert!(
        sqlite::backup(&file, &copy).is_err(),
        "a backup is never written over"
    );
    drop(storage);
    let epoch = sqlite::restore(&file, &copy).unwrap();
    let after = sqlite::Sqlite::file(&file)
        .unwrap()
        .reader()
        .unwrap()
        .head()
        .unwrap();
    assert_eq!((after.seq, after.epoch), (before.seq, epoch));
    assert_ne!(after.epoch, before.epoch);
}
