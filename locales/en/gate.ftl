gate-title = Searching the offers of companies
gate-not-opened = Not open yet: Agoria will open it to institutions later.
gate-no-programme = Without a published programme it stays closed. Publish one to be able to search.
gate-removed = Without a published programme it stays closed. Agoria removed { $name }, the last that you had published ({ $when }). Publish another one, or object.
