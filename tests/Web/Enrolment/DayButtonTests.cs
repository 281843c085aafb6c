#pragma warning disable BL0006 // Frames may change with the framework; the test then says so.
using ClsPortal.Application.Enrolment;
using ClsPortal.Web.Enrolment.Parent;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.RenderTree;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace ClsPortal.Web.Tests.Enrolment;

public sealed class DayButtonTests
{
    private static readonly DateOnly Date = new(2019, 1, 23);
    private static readonly CalendarDay Open = new(Date, 1, CalendarDayState.Open, "Libre", "3 pl.", "Cliquez.", CanClick: true, 3, null, []);

    [Fact]
    public async Task A_day_that_is_as_it_was_before_the_browser_has_answered_is_drawn_so_again()
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        await using var screen = new SlowScreen(services);
        await screen.ShowAsync(Open, isBusy: false);
        await screen.ShowAsync(Open, isBusy: true);
        screen.Attributes.Should().Contain("aria-busy");

        await screen.ShowAsync(Open, isBusy: false);

        screen.Attributes.Should().NotContain("aria-busy");
    }

    /// <summary>A browser that has not said yet that it has shown anything.</summary>
    private sealed class SlowScreen : Renderer
    {
        private readonly DayButton _button = new();
        private readonly DayClicks _clicks;
        private readonly int _id;

        public SlowScreen(IServiceProvider services)
            : base(services, NullLoggerFactory.Instance)
        {
            _clicks = new DayClicks(new Nobody(), () => null, _ => Task.CompletedTask);
            _id = AssignRootComponentId(_button);
        }

        public override Dispatcher Dispatcher { get; } = Dispatcher.CreateDefault();

        public IEnumerable<string> Attributes
        {
            get
            {
                var drawn = GetCurrentRenderTreeFrames(_id);
                return drawn.Array.Take(drawn.Count).Where(frame => frame.FrameType == RenderTreeFrameType.Attribute).Select(frame => frame.AttributeName);
            }
        }

        public Task ShowAsync(CalendarDay day, bool isBusy) =>
            Dispatcher.InvokeAsync(() =>
            {
                // Not awaited: it ends with the browser's answer.
                _ = RenderRootComponentAsync(
                    _id,
                    ParameterView.FromDictionary(
                        new Dictionary<string, object?>(StringComparer.Ordinal)
                        {
                            [nameof(DayButton.Day)] = day,
                            [nameof(DayButton.IsToday)] = false,
                            [nameof(DayButton.IsFocused)] = false,
                            [nameof(DayButton.IsBusy)] = isBusy,
                            [nameof(DayButton.Clicks)] = _clicks,
                        }
                    )
                );
            });

        protected override Task UpdateDisplayAsync(in RenderBatch renderBatch) => new TaskCompletionSource().Task;

        protected override void HandleException(Exception exception) => throw new InvalidOperationException("The day was not drawn.", exception);
    }

    private sealed class Nobody : IHandleEvent
    {
        public Task HandleEventAsync(EventCallbackWorkItem item, object? arg) => Task.CompletedTask;
    }
}
