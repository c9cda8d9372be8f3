//! The encrypted offline cache: keys, migrations, tables, edits, views, search
