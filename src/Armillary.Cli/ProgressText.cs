using System.Diagnostics;
using System.Globalization;
using Armillary.Images;

namespace Armillary.Cli;

/// <summary>Shows where long work stands: a bar that is redrawn on a terminal, a line for each step elsewhere.</summary>
internal sealed class ProgressText(TextWriter output, bool terminal) : IDisposable
{
    private const int BarWidth = 24;
    private const int LineWidth = 78;
    private const long RedrawMilliseconds = 100;

    private readonly Lock gate = new();
    private readonly Stopwatch sinceDrawn = Stopwatch.StartNew();
    private string step = "";
    private bool drawn;

    /// <summary>A line that stays.</summary>
    public void Line(string text)
    {
        lock (gate)
        {
            Erase();
            output.WriteLine("armillary: " + text);
        }
    }

    /// <summary>Shows where the work is.</summary>
    public void Show(ImageProgress progress)
    {
        lock (gate)
        {
            bool newStep = progress.Step != step;
            step = progress.Step;
            if (!terminal)
            {
                if (newStep)
                {
                    output.WriteLine("armillary: " + step);
                }

                return;
            }

            if (!newStep && progress.Fraction < 1 && sinceDrawn.ElapsedMilliseconds < RedrawMilliseconds)
            {
                return;
            }

            if (newStep && drawn)
            {
                output.WriteLine();
            }

            string text = progress.Fraction is { } fraction ? $"{Bar(fraction)} {step} {progress.Detail}" : $"{step} {progress.Detail}";
            output.Write("\r" + (text.Length > LineWidth ? text[..LineWidth] : text.PadRight(LineWidth)));
            drawn = true;
            sinceDrawn.Restart();
        }
    }

    /// <summary>Leaves the cursor at the start of a line.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            Erase();
        }
    }

    private void Erase()
    {
        if (drawn)
        {
            output.WriteLine();
            drawn = false;
        }
    }

    private static string Bar(double fraction)
    {
        double whole = Math.Clamp(fraction, 0, 1);
        int full = (int)(whole * BarWidth);
        return string.Create(CultureInfo.InvariantCulture, $"[{new string('#', full)}{new string('.', BarWidth - full)}] {whole * 100,3:0}%");
    }
}
