// The bridge to ML.NET, outside Gail.slnx because its package is not in every feed. docs/microsoft-ml.md says more.
//   dotnet cake --target=MicrosoftML [--path=DIR]
// DIR holds assemblies compiled from ML.NET's source, which are then taken in place of the package.
Task("MicrosoftML")
    .Description("Builds and tests Gail.Data.MicrosoftML, with the package Microsoft.ML or assemblies in --path=DIR.")
    .Does(() =>
    {
        var path = Argument("path", "");
        string[] assemblies = path.Length > 0 ? [$"-p:MicrosoftMLPath={MakeAbsolute(Directory(path)).FullPath}"] : [];
        Must(
            "Gail.Data.MicrosoftML failed",
            ["run", "--project", "tests/Gail.Data.MicrosoftML.Tests", "--configuration", "Release", "-p:WithMicrosoftML=true", .. assemblies]
        );
    });
