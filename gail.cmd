@echo off
rem The gail command on Windows; see the script gail, which does the same for bash.
setlocal
set "ROOT=%~dp0"
set "CACHE=%ROOT%.gail-build"
powershell -NoProfile -ExecutionPolicy Bypass -Command ^
  "$ErrorActionPreference = 'Stop'; $root = $env:ROOT; $cache = $env:CACHE;" ^
  "$files = Get-ChildItem ($root + 'Gail.*'), ($root + 'data/paper'), ($root + 'Directory.*.props'), ($root + 'global.json') -Recurse -File -Include *.cs, *.fs, *.*proj, *.props, *.json, *.txt, *.csv, *.html |" ^
  "  Where-Object { $_.FullName -notmatch '[\\/](bin|obj)[\\/]' } | Sort-Object FullName;" ^
  "$sources = ($files | ForEach-Object { '{0} {1} {2}' -f $_.FullName.Substring($root.Length), $_.LastWriteTimeUtc.Ticks, $_.Length }) -join [Environment]::NewLine;" ^
  "$null = New-Item -ItemType Directory -Force $cache;" ^
  "$mutex = New-Object Threading.Mutex($false, 'gail-build'); try { $null = $mutex.WaitOne() } catch [Threading.AbandonedMutexException] { };" ^
  "$stamp = Join-Path $cache 'sources'; $current = Join-Path $cache 'current';" ^
  "if ((Test-Path $current) -and (Test-Path $stamp) -and [IO.File]::ReadAllText($stamp) -ceq $sources) { exit 0 };" ^
  "[Console]::Error.WriteLine('building gail...');" ^
  "$app = Join-Path $cache ('app.' + [Guid]::NewGuid().ToString('N').Substring(0, 8));" ^
  "$log = & dotnet publish ($root + 'Gail.Cli\Gail.Cli.fsproj') --configuration Release --artifacts-path $cache --output $app -p:QuickStart=false -p:RunAnalyzers=false -p:TreatWarningsAsErrors=false --verbosity quiet --nologo;" ^
  "if ($LASTEXITCODE -ne 0) { $log | ForEach-Object { [Console]::Error.WriteLine($_) }; [Console]::Error.WriteLine('gail: the build failed; nothing was run.'); exit 1 };" ^
  "[IO.File]::WriteAllText($current, $app); [IO.File]::WriteAllText($stamp, $sources)"
if errorlevel 1 exit /b 1
set /p APP=<"%CACHE%\current"
dotnet "%APP%\gail.dll" %*
exit /b %ERRORLEVEL%
