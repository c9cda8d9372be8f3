//! What the grid of the real window tells programs for the blind.

use edutracker_tests::{
    Result,
    machine::{Desk, Machine, can_drive},
    programs::{Service, account, program},
    spoken::{Bus, FOCUSED, Heads, INVALID, SELECTED, Thing},
};
use xtask::process::Folder;

/// The row of a number that the grid tells, from 1 for the headings, and its cells.
fn cells(bus: &Bus, grid: &Thing, row: usize) -> Result<Option<Vec<Thing>>> {
    for one in bus.children(grid)? {
        if bus.attribute(&one, "rowindex")? == row.to_string() {
            return bus.children(&one).map(Some);
        }
    }
    Ok(None)
}

/// A table with its counts; headings; cells with their place, text and state;
/// the cell that has the focus.
#[tokio::test]
async fn the_grid_is_told() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let folder = Folder::new("spoken")?;
    let service = Service::start(folder.path())?;
    let machine = Machine::start_telling(service.address()).await?;
    let account = account("KUL", "administrator")?;
    let program = program("edutracker-desk")?;
    let desk = Desk::on(machine, &program, service, folder, &account).await?;
    let window = &desk.window;
    let bus = Bus::of(desk.machine().window_process()?)?;
    let held = window.offer_clipboard("UTF8_STRING", "Nieuw\tWRONG")?;
    window
        .click_css(".og-row[data-rank=\"1\"] .og-cell[data-col=\"name\"]")
        .await?;
    window.press("Control+v").await?;
    window.pending(1).await?;
    drop(held);

    let grid = window.until("a table", async || bus.table()).await?;
    assert_eq!(bus.name(&grid)?, "Voorstellen");
    // 120 rows and that of the headings.
    assert_eq!(bus.attribute(&grid, "rowcount")?, "121");
    let count: usize = bus
        .attribute(&grid, "colcount")?
        .parse()
        .map_err(|_| "no number of columns")?;
    let heads = cells(&bus, &grid, 1)?.ok_or("no headings")?;
    // Columns out of view are not drawn, neither heading nor cells.
    assert!(heads.len() < count);
    assert_eq!(bus.name(&heads[2])?, "Naam");
    assert_eq!(bus.name(&heads[3])?, "Studieniveau");

    // The program tells after the page has drawn.
    let row = window
        .until("the row that was changed", async || {
            let row = cells(&bus, &grid, 3)?.ok_or("no row")?;
            let name = bus.name(&row[3])?;
            if name == "WRONG, Ongeldig" {
                Ok(Some(row))
            } else {
                Err(name)
            }
        })
        .await?;
    assert_eq!(row.len(), heads.len());
    for (at, cell) in row.iter().enumerate() {
        assert_eq!(bus.attribute(cell, "colindex")?, (at + 1).to_string());
        assert_eq!(bus.is(cell, INVALID)?, at == 3, "{at}");
    }
    assert_eq!(bus.name(&row[2])?, "Nieuw, Hier gewijzigd");
    assert!(bus.is(&row[2], SELECTED)?);
    // The input that becomes the editor has the focus and says column, value and state.
    let mut focused = Vec::new();
    for inner in bus.children(&row[2])? {
        if bus.is(&inner, FOCUSED)? {
            focused.push(bus.name(&inner)?);
        }
    }
    assert_eq!(focused, ["Naam: Nieuw, Hier gewijzigd"]);

    // A cell is told with the heading of its column and the name of its row.
    let called = |which: Heads| -> Result<Vec<String>> {
        let heads = bus.heads(&row[3], which)?;
        heads.iter().map(|head| bus.name(head)).collect()
    };
    assert_eq!(called(Heads::Column)?, ["Studieniveau"]);
    assert_eq!(called(Heads::Row)?, ["Nieuw, Hier gewijzigd"]);
    // So it is with the last column, of which the one beside it is not the one before.
    window.press("End").await?;
    let last = window
        .until("the last column", async || {
            let row = cells(&bus, &grid, 3)?.ok_or("no row")?;
            let cell = row.last().ok_or("no cell")?;
            let place = bus.attribute(cell, "colindex")?;
            if place == count.to_string() {
                Ok(Some(cell.clone()))
            } else {
                Err(place)
            }
        })
        .await?;
    let head = bus.heads(&last, Heads::Column)?;
    assert_eq!(bus.name(&head[0])?, "Bevestigd als actueel op");
    assert_eq!(bus.attribute(&head[0], "colindex")?, count.to_string());
    window.press("Home").await?;
    window.press("Right").await?;
    window.press("Right").await?;
    // Why a cell is wrong is told with it, once the keys are there.
    window.press("Right").await?;
    window
        .until("why the cell is wrong", async || {
            let row = cells(&bus, &grid, 3)?.ok_or("no row")?;
            let why = bus.description(&row[3])?;
            let told = bus.is(&row[3], FOCUSED)? && why.contains("WRONG");
            if told { Ok(Some(())) } else { Err(why) }
        })
        .await?;
    window.press("Left").await?;

    // The arrow tells the next; a cell as it is says its text alone.
    window.press("Down").await?;
    window
        .until("the focus a row below", async || {
            let below = cells(&bus, &grid, 4)?.ok_or("no row")?;
            for inner in bus.children(&below[2])? {
                if bus.is(&inner, FOCUSED)? {
                    return Ok(Some(()));
                }
            }
            Ok(None)
        })
        .await?;
    let shown = window
        .text_where_css(
            ".og-row[data-rank=\"2\"] .og-cell[data-col=\"studyLevel\"]",
            |_| true,
        )
        .await?;
    let below = cells(&bus, &grid, 4)?.ok_or("no row")?;
    assert_eq!(bus.text(&below[3])?.trim(), shown);
    Ok(())
}
