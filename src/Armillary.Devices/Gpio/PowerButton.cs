using Armillary.Core.Time;

namespace Armillary.Devices.Gpio;

/// <summary>A push button on a GPIO pin: high while pressed, as firmware describes it with <c>gpio-keys</c>.</summary>
public sealed class PowerButton : IDisposable
{
    /// <summary>Longer than an operating system's debouncing, shorter than a deliberate hold.</summary>
    private const long PressNanoseconds = 100_000_000;

    private readonly Pl061 gpio;
    private readonly int pin;
    private readonly IClock clock;
    private readonly IClockTimer release;

    /// <summary>A button on pin <paramref name="pin"/> of <paramref name="gpio"/>.</summary>
    public PowerButton(Pl061 gpio, int pin, IClock clock)
    {
        this.gpio = gpio;
        this.pin = pin;
        this.clock = clock;
        release = clock.CreateTimer(() => gpio.SetInput(pin, false));
    }

    /// <summary>Presses the button; it comes up again by itself.</summary>
    public void Press()
    {
        gpio.SetInput(pin, true);
        release.Arm(clock.Nanoseconds + PressNanoseconds);
    }

    /// <inheritdoc/>
    public void Dispose() => release.Dispose();
}
