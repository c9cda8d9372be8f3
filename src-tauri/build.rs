//! Puts every command of the list under the access control of the window.

fn main() {
    // tauri-build watches its default folder only.
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    // The pages are built into the program.
    println!("cargo:rerun-if-changed=ui/dist");
    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("./src-tauri/capabilities/**/*")
        .app_manifest(
            tauri_build::AppManifest::new().commands(edutracker_protocol::command::COMMANDS),
        );
    if let Err(error) = tauri_build::try_build(attributes) {
        eprintln!("{error:#}");
        std::process::exit(1);
    }
    // Without this the executable exports the symbols of its own SQLite, and
    // WebKit, in the same process, binds to them instead of to the system's.
    if std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|os| os == "linux") {
        println!("cargo:rustc-link-arg-bins=-Wl,--exclude-libs,ALL");
    }
}
