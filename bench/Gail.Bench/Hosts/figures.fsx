// What the library does in F# Interactive: dotnet fsi --lib:FOLDER figures.fsx, FOLDER being where Gail.Bench was built.
#r "Gail.Bench.dll"

Gail.Bench.Hosts.HostFigures.Print()
